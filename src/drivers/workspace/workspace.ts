// The folder that the Executor writes in, as a git repository: its files, a tree of it at a moment, and the commits that
// stand for accepted work. The person's own index is never used to take a tree.
import {randomUUID} from 'node:crypto';
import {mkdir, open, readdir, rename, rm, stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {SourceFile} from '../../core/entities.ts';
import {type TreeHash, treeHash} from '../../core/ids.ts';
import type {ToolAnswer, Workspace} from '../../ports.ts';
import {holdLock} from '../host/lock.ts';
import {type Git, openGit} from './git.ts';
import {fileBytesMax, parentInside, pathRefusal, readInside, wordsOf} from './inside.ts';

export interface OpenWorkspace extends Workspace {
  /** The files of a tree, laid out in a folder that is made for it. */
  layOut(tree: TreeHash, folder: string): Promise<void>;
  /** Whether what lies under the path is what was last written there through this workspace. */
  isOurs(path: string): Promise<boolean>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const identity = {name: 'Quarterdeck', email: 'quarterdeck@localhost'};
const filesMax = 64;

/** Makes the repository where there is none. Rejects in words when the folder holds something else. */
export async function openWorkspace(folder: string, environment: Environment): Promise<OpenWorkspace> {
  await mkdir(folder, {recursive: true});
  const git = openGit(folder, environment);
  if (!(await isRepository(folder))) {
    const others = await readdir(folder);
    if (others.length > 0) {
      throw new Error(
        `the workspace ${folder} is no git repository and not empty (${others.slice(0, 3).join(', ')}); name another with --workspace`,
      );
    }
    await git.run(['init', '--quiet', '--initial-branch=main']);
  }
  const gitFolder = (await git.run(['rev-parse', '--absolute-git-dir'])).trim();
  const index = join(gitFolder, 'quarterdeck-index');
  const close = await holdLock(join(gitFolder, 'quarterdeck-lock'));
  if (close === null) {
    throw new Error(
      `another session is at work in ${folder}; two never write in one folder: name another with --workspace`,
    );
  }
  const written = new Map<string, readonly string[]>();
  /** Remembered before it is there, with what it replaces: whoever watches the folder may ask at any moment. */
  const write = (path: string, content: string): Promise<ToolAnswer> => {
    written.set(path, [...(written.get(path) ?? []).slice(-1), content]);
    return writeFile({folder, gitFolder, index, git}, path, content);
  };
  return {
    close,
    list: (tree) => (tree === undefined ? listFolder(git, index) : listTree(git, tree)),
    read: (path, tree) => (tree === undefined ? readFolder(folder, path) : readTree(git, path, tree)),
    write,
    async text(path) {
      const read = await readInside(folder, path);
      return 'text' in read ? read.text : null;
    },
    replace: (path, old, replacement) => replaceIn(folder, path, old, replacement, write),
    snapshot: () => snapshot(git, index),
    commit: (tree, message) => commit(git, tree, message),
    layOut: (tree, to) => layOut(git, tree, to),
    async isOurs(path) {
      const read = await readInside(folder, path);
      return 'text' in read && (written.get(path) ?? []).includes(read.text);
    },
  };
}

async function isRepository(folder: string): Promise<boolean> {
  return stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

const ok = (output: string): ToolAnswer => ({ok: true, output});
const no = (output: string): ToolAnswer => ({ok: false, output});

async function listFolder(git: Git, index: string): Promise<ToolAnswer> {
  const {files} = await snapshot(git, index);
  return ok(listing(files));
}

async function listTree(git: Git, tree: TreeHash): Promise<ToolAnswer> {
  return ok(listing(await filesOf(git, tree)));
}

function listing(files: readonly SourceFile[]): string {
  return files.length === 0
    ? 'the folder is empty'
    : files.map(({path, bytes}) => `${path}  ${bytes} bytes`).join('\n');
}

async function readFolder(folder: string, path: string): Promise<ToolAnswer> {
  const read = await readInside(folder, path);
  return 'refused' in read ? no(read.refused) : ok(read.text);
}

async function readTree(git: Git, path: string, tree: TreeHash): Promise<ToolAnswer> {
  const refused = pathRefusal(path);
  if (refused !== null) return no(refused);
  const files = await filesOf(git, tree);
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined)
    return no(`${path} is not in the tree; its files are ${files.map((one) => one.path).join(', ')}`);
  if (file.bytes > fileBytesMax) return no(`${path} has ${file.bytes} bytes; ${fileBytesMax} can be read`);
  return ok(await git.run(['cat-file', 'blob', `${tree}:${path}`]));
}

interface Place {
  readonly folder: string;
  readonly gitFolder: string;
  readonly index: string;
  readonly git: Git;
}

async function writeFile(place: Place, path: string, content: string): Promise<ToolAnswer> {
  const refused = pathRefusal(path);
  if (refused !== null) return no(refused);
  const bytes = Buffer.byteLength(content);
  if (bytes > fileBytesMax) return no(`${bytes} bytes are more than the ${fileBytesMax} that a file may have`);
  const {files} = await snapshot(place.git, place.index);
  if (files.length >= filesMax && !files.some((file) => file.path === path)) {
    return no(`the folder holds ${files.length} files already; no more than ${filesMax}`);
  }
  const parentsRefused = await makeParents(place.folder, path);
  return parentsRefused === null ? put(place, path, content) : no(parentsRefused);
}

/** One level at a time, so that a link on the way is seen before anything is made behind it. */
async function makeParents(folder: string, path: string): Promise<string | null> {
  const parent = dirname(path);
  if (parent === '.') return parentInside(folder, path);
  const above = await makeParents(folder, parent);
  if (above !== null) return above;
  const made = await mkdir(join(folder, parent)).catch((error: NodeJS.ErrnoException) => error);
  if (made instanceof Error && made.code !== 'EEXIST') return `${parent} can't be made: ${wordsOf(made)}`;
  return parentInside(folder, path);
}

/** Whole or not at all, also for whoever looks meanwhile. Made beside git's own files, so that no tree ever holds half of it. */
async function put({folder, gitFolder}: Place, path: string, content: string): Promise<ToolAnswer> {
  const there = await stat(join(folder, path)).catch(() => null);
  if (there !== null && !there.isFile()) return no(`${path} is not a regular file`);
  const staging = join(gitFolder, `quarterdeck-${randomUUID()}`);
  try {
    const file = await open(staging, 'wx', 0o644);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    await rename(staging, join(folder, path));
  } catch (error) {
    await rm(staging, {force: true});
    throw new Error(`${path} can't be written: ${wordsOf(error as NodeJS.ErrnoException)}`);
  }
  return ok(`wrote ${path}, ${Buffer.byteLength(content)} bytes`);
}

async function replaceIn(
  folder: string,
  path: string,
  old: string,
  replacement: string,
  write: Workspace['write'],
): Promise<ToolAnswer> {
  const read = await readInside(folder, path);
  if ('refused' in read) return no(read.refused);
  if (old === '') return no('the text to replace is empty');
  const places = read.text.split(old).length - 1;
  if (places !== 1) return no(`the text to replace occurs ${places} times in ${path}; it must occur exactly once`);
  const at = read.text.indexOf(old);
  const line = read.text.slice(0, at).split('\n').length;
  const answer = await write(path, `${read.text.slice(0, at)}${replacement}${read.text.slice(at + old.length)}`);
  return answer.ok ? ok(`replaced at line ${line} of ${path}`) : answer;
}

async function snapshot(
  git: Git,
  index: string,
): Promise<{readonly tree: TreeHash; readonly files: readonly SourceFile[]}> {
  // From what is committed, so that a tracked file stays whatever .gitignore says; a person's dot files are none of ours.
  const head = await headOf(git);
  await git.run(head === null ? ['read-tree', '--empty'] : ['read-tree', head], {index});
  await git.run(['add', '--all', '--', '.', ':(exclude,glob)**/.*'], {index});
  const tree = treeHash((await git.run(['write-tree'], {index})).trim());
  return {tree, files: await filesOf(git, tree)};
}

/** Regular files alone; links and repositories inside are no source. */
async function filesOf(git: Git, tree: TreeHash): Promise<readonly SourceFile[]> {
  const lines = (await git.run(['ls-tree', '-r', '-l', '-z', tree])).split('\0');
  return lines.flatMap((line) => {
    const found = /^100(?:644|755) blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line);
    return found?.[1] === undefined || found[2] === undefined ? [] : [{path: found[2], bytes: Number(found[1])}];
  });
}

/** How git names that there is no commit, and a tree without files. */
const noCommit = '0'.repeat(40);
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

async function commit(git: Git, tree: TreeHash, message: string): Promise<string> {
  const head = await headOf(git);
  const made = head === null ? null : await madeBefore(git, tree, message);
  if (made !== null) return made;
  const by = await identityArguments(git);
  const parents = head === null ? [] : ['-p', head];
  const commit = (await git.run([...by, 'commit-tree', tree, ...parents], {input: message})).trim();
  const isIndexTheirs = await git.run(['diff-index', '--cached', '--quiet', head ?? emptyTree]).then(
    () => false,
    () => true,
  );
  // The old value guards against a branch that moved, or that could not be read, meanwhile.
  await git.run(['update-ref', '-m', 'quarterdeck: accepted', 'HEAD', commit, head ?? noCommit]);
  if (!isIndexTheirs) await git.run(['read-tree', 'HEAD']);
  return commit;
}

async function headOf(git: Git): Promise<string | null> {
  return git.run(['rev-parse', '--quiet', '--verify', 'HEAD']).then(
    (text) => text.trim(),
    () => null,
  );
}

const commitsLookedAt = 64;

/** The commit of this tree with this message: the person may have put others on top of it since. */
async function madeBefore(git: Git, tree: TreeHash, message: string): Promise<string | null> {
  const log = await git.run(['log', `--max-count=${commitsLookedAt}`, '-z', '--format=%H%n%T%n%B', 'HEAD']);
  for (const one of log.split('\0')) {
    const [hash = '', ...known] = one.split('\n');
    if (known.join('\n').trim() === `${tree}\n${message.trim()}`) return hash;
  }
  return null;
}

/** The person's own name where git knows it. */
async function identityArguments(git: Git): Promise<readonly string[]> {
  const known = await git.run(['config', 'user.email']).then(
    (text) => text.trim() !== '',
    () => false,
  );
  return known ? [] : ['-c', `user.name=${identity.name}`, '-c', `user.email=${identity.email}`];
}

async function layOut(git: Git, tree: TreeHash, folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true, mode: 0o700});
  const index = join(folder, '.index');
  await git.run(['read-tree', tree], {index});
  await git.run(['checkout-index', '--all', '--force', `--prefix=${folder}/`], {index});
  await rm(index, {force: true});
}
