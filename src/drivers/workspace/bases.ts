// On which commit each tree of the folder was taken. It outlives the process: a tree that is committed later must take back nothing
// of what was committed in between.
import {readFile, rename, writeFile} from 'node:fs/promises';
import {type TreeHash, treeHash} from '../../core/ids.ts';

/** The commit that a tree was taken on; null where there was none. */
export type Base = string | null;

export interface Bases {
  /** Undefined: it is not known any more. */
  of(tree: TreeHash): Base | undefined;
  /** A tree that is taken again counts from then. */
  took(tree: TreeHash, base: Base): Promise<void>;
}

const basesKept = 1_000;

export async function openBases(path: string): Promise<Bases> {
  const bases = readBases(await readFile(path, 'utf8').catch(() => ''));
  return {
    of: (tree) => bases.get(tree),
    async took(tree, base) {
      if (bases.get(tree) === base) return;
      bases.delete(tree);
      bases.set(tree, base);
      for (const oldest of [...bases.keys()].slice(0, -basesKept)) bases.delete(oldest);
      const lines = [...bases].map(([known, on]) => `${known} ${on ?? none}\n`);
      await writeFile(`${path}~`, lines.join(''), {mode: 0o600});
      await rename(`${path}~`, path);
    },
  };
}

const none = 'none';

function readBases(text: string): Map<TreeHash, Base> {
  const lines = [...text.matchAll(/^([0-9a-f]{40}) ([0-9a-f]{40}|none)$/gm)];
  return new Map(lines.map(([, tree = '', base = none]) => [treeHash(tree), base === none ? null : base]));
}
