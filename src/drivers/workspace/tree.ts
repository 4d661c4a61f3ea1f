// The work folder as git sees it: a tree of it at a moment, the files of a tree, the commits that stand for accepted work. The person's
// own index is never used to take a tree.
import {lstat, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {SourceFile} from '../../core/entities.ts';
import {type TreeHash, treeHash} from '../../core/ids.ts';
import type {PinChoice, PinnedTree} from '../../core/opinion.ts';
import type {CommitRefusal} from '../../ports.ts';
import type {Base} from './bases.ts';
import {emptyTree, type Git} from './git.ts';
import {isWorkName} from './work-names.ts';

const identity = {name: 'Quarterdeck', email: 'quarterdeck@localhost'};

/** A tree of the folder, and the commit that it was taken on. */
export interface Taken {
  readonly tree: TreeHash;
  readonly files: readonly SourceFile[];
  readonly base: Base;
}

export async function snapshot(git: Git, folder: string, index: string): Promise<Taken> {
  // From what is committed, so that a tracked file stays whatever .gitignore says; a person's dot files are none of ours.
  const head = await headOf(git);
  if (head === null) {
    await rm(index, {force: true});
  } else {
    await git.run(['read-tree', head], {index});
    await git.run(['add', '--update', '--', '.', ':(exclude,glob)**/.*'], {index});
  }
  const added = await newFiles(git, folder, index);
  if (added.length > 0) await git.run(['update-index', '--add', '-z', '--stdin'], {index, input: added.join('\0')});
  const tree = treeHash((await git.run(['write-tree'], {index})).trim());
  return {tree, files: await filesOf(git, tree), base: head};
}

/** Where there is no commit, what `take` takes now. Rejects in words where there is nothing at all. */
export async function pin(
  git: Git,
  of: PinChoice,
  take: () => Promise<Pick<Taken, 'tree' | 'files'>>,
): Promise<PinnedTree> {
  const commit = await headOf(git);
  const newest = commit === null ? null : {commit, tree: await treeOf(git, commit)};
  if (newest !== null && of === 'commit') return newest;
  const {tree, files} = await take();
  if (files.length === 0) throw new Error(newest === null ? 'nothing is written yet' : 'the folder is empty');
  return newest?.tree === tree ? newest : {tree};
}

async function treeOf(git: Git, commit: string): Promise<TreeHash> {
  return treeHash((await git.run(['rev-parse', `${commit}^{tree}`])).trim());
}

/** Untracked, not ignored, and by their names part of the work. A link is none, wherever it leads. */
async function newFiles(git: Git, folder: string, index: string): Promise<readonly string[]> {
  const paths = (await git.run(['ls-files', '--others', '--exclude-standard', '-z'], {index})).split('\0');
  const regular = await Promise.all(
    paths.filter(isWorkName).map(async (path) => ((await isRegular(folder, path)) ? [path] : [])),
  );
  return regular.flat();
}

function isRegular(folder: string, path: string): Promise<boolean> {
  return lstat(join(folder, path)).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

/** Regular files alone; links and repositories inside are no source. */
export async function filesOf(git: Git, tree: TreeHash): Promise<readonly SourceFile[]> {
  const lines = (await git.run(['ls-tree', '-r', '-l', '-z', tree])).split('\0');
  return lines.flatMap((line) => {
    const found = /^100(?:644|755) blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line);
    return found?.[1] === undefined || found[2] === undefined ? [] : [{path: found[2], bytes: Number(found[1])}];
  });
}

/** How git names that there is no commit. */
const noCommit = '0'.repeat(40);

/** `base`: what the tree was taken on. Refused where it would take back what was committed since. */
export async function commit(
  git: Git,
  tree: TreeHash,
  message: string,
  base: Base | undefined,
): Promise<string | CommitRefusal> {
  const head = await headOf(git);
  const made = head === null ? null : await madeBefore(git, tree, message);
  if (made !== null) return made;
  const paths = await takenBack(git, tree, {base, head});
  if (paths.length > 0) return refusalOf(paths);
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

/**
 * What lies in the folder and is not committed, as a commit of its own beside every branch: agents will write over it. The answer is its
 * name for `git show`; null where all is committed.
 */
export async function keepUncommitted(git: Git, tree: TreeHash): Promise<string | null> {
  const head = await headOf(git);
  if (tree === (head === null ? emptyTree : await treeOf(git, head))) return null;
  const by = await identityArguments(git);
  const parents = head === null ? [] : ['-p', head];
  const input = 'What lay here and was not committed when a session began\n';
  const commit = (await git.run([...by, 'commit-tree', tree, ...parents], {input})).trim();
  const name = `refs/quarterdeck/before/${tree.slice(0, 12)}`;
  await git.run(['update-ref', name, commit]);
  return name;
}

/**
 * What was committed since, and is not so in the tree: all that it differs in, where it is not known what it was taken on. A commit
 * of the very text that lies in the tree changes nothing.
 */
async function takenBack(
  git: Git,
  tree: TreeHash,
  {base, head}: {readonly base: Base | undefined; readonly head: Base},
): Promise<readonly string[]> {
  const differing = await differingPaths(git, head, tree);
  if (base === undefined) return head === null ? [] : differing;
  const since = new Set(base === head ? [] : await differingPaths(git, base, head));
  return differing.filter((path) => since.has(path));
}

async function differingPaths(git: Git, from: Base, to: Base): Promise<readonly string[]> {
  const trees = [from ?? emptyTree, to ?? emptyTree];
  const paths = await git.run(['diff-tree', '-r', '-z', '--name-only', '--no-renames', ...trees]);
  return paths.split('\0').filter((path) => path !== '');
}

const pathsNamed = 5;

function refusalOf(paths: readonly string[]): CommitRefusal {
  const more = paths.length > pathsNamed ? ` and ${paths.length - pathsNamed} more` : '';
  const named = paths.slice(0, pathsNamed).map((path) => path.replaceAll(/\p{Cc}/gu, '?'));
  const refused = `the commit would take back what was committed since the work was taken: ${named.join(', ')}${more}`;
  return {refused, paths: paths.slice(0, pathsNamed)};
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

export async function layOut(git: Git, tree: TreeHash, folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true, mode: 0o700});
  const index = join(folder, '.index');
  await git.run(['read-tree', tree], {index});
  await git.run(['checkout-index', '--all', '--force', `--prefix=${folder}/`], {index});
  await rm(index, {force: true});
}
