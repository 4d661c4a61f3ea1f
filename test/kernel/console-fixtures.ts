// Reads the console fixtures: `# key: value` lines, an empty line, then what the console said, byte for byte.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export interface ConsoleFixture {
  readonly name: string;
  readonly header: ReadonlyMap<string, string>;
  readonly text: string;
}

const folder = fileURLToPath(new URL('../fixtures/console/', import.meta.url));

export function consoleFixtures(ending: string): readonly ConsoleFixture[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => {
      // Bytes as they came: the kernel may put any into a line.
      const whole = readFileSync(`${folder}${name}`, 'latin1');
      const end = whole.indexOf('\n\n');
      const lines = whole.slice(0, end).split('\n');
      const header = new Map(
        lines.map((line) => [line.slice(2, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      );
      return {name: name.slice(0, -ending.length), header, text: whole.slice(end + 2)};
    });
}
