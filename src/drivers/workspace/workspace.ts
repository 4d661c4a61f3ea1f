// The folder that the Executor writes in, as a git repository: its files, a tree of it at a moment, and the commits that stand for
// accepted work. The person may write in it too, at any moment; what is theirs is never overwritten.
import {mkdir, readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {SourceFile} from '../../core/entities.ts';
import type {TreeHash} from '../../core/ids.ts';
import type {ToolAnswer, Workspace} from '../../ports.ts';
import {holdLock} from '../host/lock.ts';
import {openBases} from './bases.ts';
import {change, differenceOf, startOf, type Writing} from './change-files.ts';
import {type Change, restoreTaken} from './exchange.ts';
import {type Git, openGit} from './git.ts';
import {inTurn} from './in-turn.ts';
import {fileBytesMax, pathRefusal, readInside, textOfFile} from './inside.ts';
import {type Known, openKnown} from './known.ts';
import {changesOfPatch, patchedText} from './patch-files.ts';
import {type PersonChange, type PersonChanges, personChanges} from './person-change.ts';
import {reviewedFiles, shownDifference} from './reviewed.ts';
import {foundLines, type SearchedFile} from './search-files.ts';
import {commit, filesOf, keepUncommitted, layOut, pin, snapshot} from './tree.ts';

export interface OpenWorkspace extends Workspace {
  /** The files of a tree, laid out in a folder that is made for it. */
  layOut(tree: TreeHash, folder: string): Promise<void>;
  /** What the person did to the file since the Executor last saw it; null where that is nothing, or was asked before. */
  personChange(path: string): Promise<PersonChange | null>;
  /** The first file that is not as the Executor last saw it, of those that it saw; asking changes nothing. */
  personsFile(): Promise<string | null>;
  /** For `git show`: what lay there and was not committed when a new session began. Absent where all was committed. */
  readonly keptBefore?: string;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Makes the repository where there is none. Rejects in words when the folder holds something else. `memory`: a folder of the session
 * in which it is kept what the Executor saw; a session that is new has none yet, and takes the files for seen as they lie there.
 */
export async function openWorkspace(folder: string, environment: Environment, memory?: string): Promise<OpenWorkspace> {
  await mkdir(folder, {recursive: true});
  const git = openGit(folder, environment);
  await makeRepository(git, folder);
  const gitFolder = (await git.run(['rev-parse', '--absolute-git-dir'])).trim();
  const index = join(gitFolder, 'quarterdeck-index');
  const close = await holdLock(join(gitFolder, 'quarterdeck-lock'));
  if (close === null) {
    throw new Error(
      `another session is at work in ${folder}; two never write in one folder: name another with --workspace`,
    );
  }
  const place = {folder, gitFolder};
  await restoreTaken(place);
  const bases = await openBases(join(gitFolder, 'quarterdeck-bases'));
  const take = async () => {
    const {base, ...taken} = await snapshot(git, folder, index);
    await bases.took(taken.tree, base);
    return taken;
  };
  const isNew = memory === undefined || !(await isThere(memory));
  const begun = isNew ? await take() : null;
  const kept = begun === null ? null : await keepUncommitted(git, begun.tree);
  const seen = memory ?? join(gitFolder, 'quarterdeck-seen');
  const known = await knownOf(seen, memory !== undefined, folder, begun?.files ?? []);
  const writing: Writing = {place, known, count: async () => (await take()).files.length};
  const person = personChanges(folder, known, (path) => isTracked(git, path));
  const once = inTurn();
  return {
    close,
    ...(kept === null ? {} : {keptBefore: kept}),
    list: (tree) => (tree === undefined ? once(() => listFolder(take)) : listTree(git, tree)),
    read: (path, tree, reader) =>
      tree === undefined
        ? once(() => readFolder(folder, known, path, reader === 'executor'))
        : readTree(git, path, tree),
    search: (words, tree) =>
      tree === undefined
        ? once(async () => foundLines(await textsInFolder(folder, (await take()).files), words))
        : textsInTree(git, tree).then((files) => foundLines(files, words)),
    write: (path, content) => once(() => write(writing, path, content)),
    replace: (path, old, replacement) => once(() => replaceIn(writing, path, old, replacement)),
    text: (path) =>
      once(async () => {
        const read = await readInside(folder, path);
        return 'text' in read ? read.text : null;
      }),
    patch: (text) => once(() => patch(writing, text)),
    change: async (tree, since) => {
      const files = await filesOf(git, tree);
      return reviewedFiles(git, tree, since, files);
    },
    difference: (tree, since, path) => shownDifference(git, tree, since, path),
    snapshot: () => once(take),
    pin: (of) => once(() => pin(git, of, take)),
    commit: (tree, message) => once(() => commit(git, tree, message, bases.of(tree))),
    layOut: (tree, to) => layOut(git, tree, to),
    personsFile: () => once(() => firstUnlike(folder, known)),
    personChange: (path) => once(() => person.of(path)),
    changesByPerson: () => once(async () => changesIn(person, known.paths(), (await take()).files)),
  };
}

async function firstUnlike(folder: string, known: Known): Promise<string | null> {
  for (const path of [...known.paths()].sort()) {
    if ((known.textOf(path) ?? null) !== (await textOfFile(join(folder, path)))) return path;
  }
  return null;
}

const changesMax = 16;

/** In the files that are there, and in those that were. */
async function changesIn(
  person: PersonChanges,
  known: readonly string[],
  files: readonly SourceFile[],
): Promise<readonly PersonChange[]> {
  const changes: PersonChange[] = [];
  for (const path of [...new Set([...known, ...files.map((file) => file.path)])].sort()) {
    const change = changes.length < changesMax ? await person.of(path) : null;
    if (change !== null) changes.push(change);
  }
  return changes;
}

async function makeRepository(git: Git, folder: string): Promise<void> {
  if (await isThere(join(folder, '.git'))) return;
  const others = await readdir(folder);
  if (others.length > 0) {
    throw new Error(
      `the workspace ${folder} is no git repository and not empty (${others.slice(0, 3).join(', ')}); name another with --workspace`,
    );
  }
  await git.run(['init', '--quiet', '--initial-branch=main']);
}

async function knownOf(
  memory: string,
  isKept: boolean,
  folder: string,
  begunWith: readonly SourceFile[],
): Promise<Known> {
  if (!isKept) await rm(memory, {recursive: true, force: true});
  await mkdir(memory, {recursive: true, mode: 0o700});
  const known = await openKnown(memory, (path) => textOfFile(join(folder, path)));
  for (const {path} of begunWith) await known.saw(path, await textOfFile(join(folder, path)));
  return known;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isTracked(git: Git, path: string): Promise<boolean> {
  return (await git.run(['ls-files', '-z', '--', `:(literal)${path}`])) !== '';
}

const ok = (output: string): ToolAnswer => ({ok: true, output});
const no = (output: string): ToolAnswer => ({ok: false, output});

async function listFolder(take: () => Promise<{readonly files: readonly SourceFile[]}>): Promise<ToolAnswer> {
  return ok(listing((await take()).files));
}

async function listTree(git: Git, tree: TreeHash): Promise<ToolAnswer> {
  return ok(listing(await filesOf(git, tree)));
}

function listing(files: readonly SourceFile[]): string {
  return files.length === 0
    ? 'the folder is empty'
    : files.map(({path, bytes}) => `${path}  ${bytes} bytes`).join('\n');
}

function textsInFolder(folder: string, files: readonly SourceFile[]): Promise<readonly SearchedFile[]> {
  return Promise.all(files.map(async ({path}) => ({path, text: await textOfFile(join(folder, path))})));
}

async function textsInTree(git: Git, tree: TreeHash): Promise<readonly SearchedFile[]> {
  const texts: SearchedFile[] = [];
  for (const {path, bytes} of await filesOf(git, tree)) {
    const isReadable = bytes <= fileBytesMax;
    texts.push({path, text: isReadable ? await git.run(['cat-file', 'blob', `${tree}:${path}`]) : null});
  }
  return texts;
}

/** The Executor has then seen it, or seen that it is not there. */
async function readFolder(folder: string, known: Known, path: string, isSeen: boolean): Promise<ToolAnswer> {
  const read = await readInside(folder, path);
  if ('text' in read) {
    if (isSeen) await known.saw(path, read.text);
    return ok(read.text);
  }
  if (read.isMissing && isSeen && known.textOf(path) !== undefined) await known.saw(path, null);
  return no(read.refused);
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

async function changed(writing: Writing, changes: readonly Change[], said: string): Promise<ToolAnswer> {
  const refused = await change(writing, changes);
  return refused === null ? {ok: true, output: said, diff: differenceOf(changes)} : no(refused);
}

async function write(writing: Writing, path: string, content: string): Promise<ToolAnswer> {
  const start = await startOf(writing, path);
  if ('refused' in start) return no(start.refused);
  const said = `wrote ${path}, ${Buffer.byteLength(content)} bytes`;
  return changed(writing, [{path, before: start.text, after: content}], said);
}

async function replaceIn(writing: Writing, path: string, old: string, replacement: string): Promise<ToolAnswer> {
  const start = await startOf(writing, path);
  if ('refused' in start) return no(start.refused);
  const {text} = start;
  if (text === null) return no(`${path} can't be read: there is no such file`);
  if (old === '') return no('the text to replace is empty');
  const places = text.split(old).length - 1;
  if (places !== 1) return no(`the text to replace occurs ${places} times in ${path}; it must occur exactly once`);
  const at = text.indexOf(old);
  const line = text.slice(0, at).split('\n').length;
  const after = `${text.slice(0, at)}${replacement}${text.slice(at + old.length)}`;
  return changed(writing, [{path, before: text, after}], `replaced at line ${line} of ${path}`);
}

async function patch(writing: Writing, text: string): Promise<ToolAnswer> {
  const changes = await changesOfPatch(writing, text);
  return 'refused' in changes ? no(changes.refused) : changed(writing, changes, patchedText(changes));
}
