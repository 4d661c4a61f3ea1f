// `npm run picture`: runs the program on a real target until the crash of its tape is behind it, and draws what is on the
// screen then, for README.md. Nothing in it is set up for the picture but the pace.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {startInPty} from '../e2e/in-pty.ts';
import {svgOf} from './svg.ts';

const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-picture-'));
const endings: (() => unknown)[] = [];
const program = startInPty(
  {after: (end: () => unknown) => void endings.push(end)},
  {
    folder,
    workspace: join(folder, 'work'),
    environment: {
      ...Object.fromEntries(
        Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      LANG: 'C.UTF-8',
    },
  },
  ['--tape', 'ringlog', '--speed', '4'],
  {columns: 120, rows: 40},
);
try {
  await program.until(/pstore|harvest/, 400);
  await program.until(/Hypothesis|hypothesis|cause/, 120);
  const path = fileURLToPath(new URL('screen.svg', import.meta.url));
  await writeFile(path, svgOf(program.terminal));
  console.log(`drawn: ${path}`);
} finally {
  program.type('q');
  await program.until(/stop/, 10).catch(() => {});
  program.type('s');
  await Promise.race([program.ended, new Promise((resolve) => setTimeout(resolve, 15_000))]);
  for (const end of endings) end();
  await rm(folder, {recursive: true, force: true});
}
