// The deck on the terminal that it is started on, as `quarterdeck attach` opens it, for tests in a pty. `SIGUSR2` makes it
// break, so that its way out of a bug can be seen.

import {renameSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {usualDeck} from '../../src/core/deck-settings.ts';
import {runDeck} from '../../src/deck/run-deck.ts';
import {readStateFile, writeStateFile} from '../../src/drivers/session/state-files.ts';

const [socketPath = '', reportPath = ''] = process.argv.slice(2);

process.on('SIGUSR2', () => {
  throw new Error('broken on purpose');
});

const stateOf = {XDG_STATE_HOME: process.env['FIXTURE_STATE'] ?? dirname(socketPath)};

const {how, state, message} = await runDeck({
  settings: JSON.parse(process.env['FIXTURE_SETTINGS'] ?? 'null') ?? usualDeck,
  from: {kind: 'core', socketPath, capture: {bytes: 0, read: () => new Uint8Array(0)}},
  sessionId: 'fixture',
  journalPath: '/sessions/fixture/journal.jsonl',
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  // A stand-in for codex, and a folder for its copy, where a test gives them.
  host: {
    find: () => process.env['FIXTURE_CODEX'] ?? null,
    readState: (name) => readStateFile(stateOf, name),
    writeState: (name, text) => writeStateFile(stateOf, name, text),
    async openCopy() {
      const folder = await mkdtemp(join(dirname(socketPath), 'copy-'));
      return {folder, of: 'commit 0123456789ab', remove: () => rm(folder, {recursive: true})};
    },
  },
});
if (reportPath !== '') {
  const report = {how, seq: state.seq};
  // Whoever waits for it finds it whole.
  writeFileSync(`${reportPath}.part`, JSON.stringify(report));
  renameSync(`${reportPath}.part`, reportPath);
}
process.stderr.write(`${how}: ${message}\n`);
process.exit(0);
