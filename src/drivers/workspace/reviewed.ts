// What a tree changes since what is committed: its files with the lines that are new in them, and the difference as text.
import type {TreeHash} from '../../core/ids.ts';
import type {ReviewedFile} from '../../core/review.ts';
import type {ToolAnswer} from '../../ports.ts';
import {emptyTree, type Git} from './git.ts';
import {pathRefusal} from './inside.ts';

const hunksMax = 200;
const difference = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames'];

/** `since`: from before that commit on; else from the newest one on, or from nothing where there is none. */
export async function reviewedFiles(
  git: Git,
  tree: TreeHash,
  since: string | undefined,
  files: readonly {readonly path: string}[],
): Promise<readonly ReviewedFile[]> {
  const base = await baseOf(git, since);
  const reviewed: ReviewedFile[] = [];
  for (const {path} of files) {
    const text = await git.run(['cat-file', 'blob', `${tree}:${path}`]);
    const hunks = await git.run([...difference, '--unified=0', base, tree, '--', `:(literal)${path}`]);
    reviewed.push({path, lines: linesOf(text), touched: touchedLines(hunks)});
  }
  return reviewed;
}

export async function shownDifference(
  git: Git,
  tree: TreeHash,
  since: string | undefined,
  path: string | null,
): Promise<ToolAnswer> {
  const refused = path === null ? null : pathRefusal(path);
  if (refused !== null) return {ok: false, output: refused};
  const base = await baseOf(git, since);
  const output = await git.run([
    ...difference,
    '--unified=8',
    base,
    tree,
    ...(path === null ? [] : ['--', `:(literal)${path}`]),
  ]);
  const nothing = path === null ? 'the tree changes nothing' : `${path} is not changed`;
  return {ok: true, output: output.trim() === '' ? nothing : output};
}

async function baseOf(git: Git, since: string | undefined): Promise<string> {
  const wanted = since === undefined ? 'HEAD' : `${since}^`;
  return git.run(['rev-parse', '--quiet', '--verify', `${wanted}^{tree}`]).then(
    (text) => text.trim(),
    () => emptyTree,
  );
}

/** A last line without its end is a line as well. */
function linesOf(text: string): number {
  if (text === '') return 0;
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** From `@@ -a,b +c,d @@`: lines c to c+d-1; where lines were only taken away, the one that they stood after. */
export function touchedLines(hunks: string): ReviewedFile['touched'] {
  const heads = [...hunks.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].slice(0, hunksMax);
  return heads.map(([, start, count]) => {
    const from = Number(start);
    return {from, to: Math.max(from, from + Number(count ?? 1) - 1)};
  });
}
