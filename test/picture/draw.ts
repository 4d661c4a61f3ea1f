// `npm run picture`: runs the program on a real target until the crash of its tape is behind it, and draws what is on the
// screen then, and on two of its pages, for README.md. Nothing in it is set up for the pictures but the pace.
import {writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {startInPty} from '../e2e/in-pty.ts';
import {place} from '../e2e/program.ts';
import {svgOf} from './svg.ts';

const endings: (() => unknown)[] = [];
const closing = {after: (end: () => unknown): void => void endings.unshift(end)};
const program = startInPty(closing, await place(closing), ['--tape', 'ringlog', '--speed', '4'], {
  columns: 120,
  rows: 40,
});
try {
  await program.shows(/⇣pstore/, 400);
  await program.shows(/3 Executor ─+ ▶ writing/, 120);
  await program.shows(/wait ?queue|init_waitqueue_head/, 120);
  await draw('screen');
  await drawPage('x', /╭ Crashes/, 'crash');
  await drawPage('G', /╭ Gauges/, 'gauges');
} finally {
  program.type('q');
  await program.shows(/stop/, 10).catch(() => {});
  program.type('s');
  await program.exit;
  for (const end of endings) await end();
}
process.exit(0);

async function drawPage(key: string, shown: RegExp, name: string): Promise<void> {
  program.type(key);
  await program.shows(shown);
  await draw(name);
  program.type('\x1b');
  await program.lacks(shown);
}

async function draw(name: string): Promise<void> {
  const path = fileURLToPath(new URL(`${name}.svg`, import.meta.url));
  await writeFile(path, svgOf(program.terminal));
  process.stderr.write(`drawn: ${path}\n`);
}
