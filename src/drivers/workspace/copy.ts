// A copy of one tree of the workspace in a temporary folder, for a program that the person opens on it: plain files that can't be
// written, no links, nothing that the agents could give that program orders with. The workspace does not change by it.
import {chmod, mkdir, mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type TreeHash, treeHash} from '../../core/ids.ts';
import {type Git, openGit} from './git.ts';

export interface TreeCopy {
  readonly folder: string;
  readonly of: string;
  remove(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const copyBytesMax = 64 * 1024 * 1024;
export const copyFilesMax = 4096;
const prefix = 'quarterdeck-copy-';

/** `parent`: where the copies of this person lie, each with the process it belongs to in its name. */
export async function copyTree(
  workspace: string,
  tree: TreeHash | null,
  environment: Environment,
  parent: string = tmpdir(),
): Promise<TreeCopy> {
  const git = openGit(workspace, environment);
  await sweep(parent);
  const top = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  try {
    const from = tree === null ? await newestOf(git, top) : {tree, of: `tree ${tree.slice(0, 12)}`};
    const paths = await pathsOf(git, from.tree);
    const folder = join(top, 'copy');
    await layOut(git, from.tree, paths, top, folder);
    return {folder, of: from.of, remove: () => rm(top, {recursive: true, force: true})};
  } catch (error) {
    await rm(top, {recursive: true, force: true});
    throw error;
  }
}

async function newestOf(git: Git, top: string): Promise<{readonly tree: TreeHash; readonly of: string}> {
  const commit = await git.run(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']).catch(() => '');
  if (commit.trim() !== '') {
    const tree = treeHash((await git.run(['rev-parse', `${commit.trim()}^{tree}`])).trim());
    return {tree, of: `commit ${commit.slice(0, 12)}`};
  }
  const index = join(top, 'index');
  await git.run(['read-tree', '--empty'], {index});
  await git.run(['add', '--all', '--', '.', ':(exclude,glob)**/.*'], {index});
  return {tree: treeHash((await git.run(['write-tree'], {index})).trim()), of: 'the folder as it is, without a commit'};
}

/** Regular files, what would be read as orders left out. Rejects where they are more than a copy may hold. */
async function pathsOf(git: Git, tree: TreeHash): Promise<readonly string[]> {
  const lines = (await git.run(['ls-tree', '-r', '-l', '-z', tree])).split('\0');
  const files = lines.flatMap((line) => {
    const found = /^100(?:644|755) blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line);
    const [, bytes, path] = found ?? [];
    return bytes === undefined || path === undefined || givesOrders(path) ? [] : [{path, bytes: Number(bytes)}];
  });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length > copyFilesMax || bytes > copyBytesMax) {
    throw new Error(
      `the tree has ${files.length} files of ${bytes} bytes; a copy holds ${copyFilesMax} files of ${copyBytesMax} bytes`,
    );
  }
  return files.map(({path}) => path);
}

/** What `codex` and its like take instructions and settings from. */
function givesOrders(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || /^(AGENTS(\.override)?|CLAUDE)\.md$/i.test(part));
}

async function layOut(git: Git, tree: TreeHash, paths: readonly string[], top: string, folder: string): Promise<void> {
  await mkdir(folder, {mode: 0o700});
  const index = join(top, 'index');
  await git.run(['read-tree', tree], {index});
  if (paths.length > 0) {
    const input = `${paths.join('\0')}\0`;
    await git.run(['checkout-index', '--force', '-z', '--stdin', `--prefix=${folder}/`], {index, input});
  }
  await Promise.all(paths.map((path) => chmod(join(folder, path), 0o444)));
}

/** What a process left behind that was killed over it. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(parent, name), {recursive: true, force: true}).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
