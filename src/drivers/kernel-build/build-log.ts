// What make said in a tree, over all the times it was started there: how far the build is, how long it took, and why it failed.
import {appendFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {compiledObjects, complaintsOf} from '../../kernel/kernel-build-lines.ts';

export interface BuildLog {
  readonly path: string;
  objects(): number;
  add(line: string): void;
  /** How long make ran this time; the answer is how long it ran in all. */
  end(seconds: number): number;
  /** The lines of this time that say why it failed. */
  complaints(): readonly string[];
}

const spent = /^# made for (\d+) s$/gm;

export async function openBuildLog(tree: string): Promise<BuildLog> {
  const path = join(tree, 'build.log');
  const before = await readFile(path, 'utf8').catch(() => '');
  const secondsBefore = [...before.matchAll(spent)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
  let objects = compiledObjects(before.split('\n'));
  const lines: string[] = [];
  return {
    path,
    objects: () => objects,
    add(line) {
      appendFileSync(path, `${line}\n`);
      objects += compiledObjects([line]);
      lines.push(line);
    },
    end(seconds) {
      appendFileSync(path, `# made for ${Math.round(seconds)} s\n`);
      return secondsBefore + Math.round(seconds);
    },
    complaints: () => complaintsOf(lines),
  };
}
