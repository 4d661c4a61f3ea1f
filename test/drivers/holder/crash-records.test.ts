import assert from 'node:assert/strict';
import {appendFile, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {keepCrashes, readCrashes} from '../../../src/drivers/holder/crash-records.ts';
import {temporaryFolder} from '../../temporary.ts';

test('crashes are kept over all who open the target, newest first, with a file each', async (t) => {
  const folder = await temporaryFolder(t);
  const index = join(folder, 'crashes.jsonl');
  const heard: string[] = [];
  const sink = {event: ({type}: {type: string}) => void heard.push(type), console: () => {}, pulse: () => {}};
  const keeper = keepCrashes(index, join(folder, 'one'), sink);
  keeper.event({type: 'target.hung', silentSeconds: 20, lastLines: ['last words']});
  keeper.event({type: 'target.wasReset', cause: 'watchdog'});
  const file = join(folder, 'dmesg-ramoops-0');
  await writeFile(file, 'the record');
  const record = {name: 'dmesg-ramoops-0', reason: 'Panic#1 Part1', bytes: 9, file, reports: []};
  keeper.event({type: 'target.harvested', boot: 2, records: [record], unreadable: []});
  await keeper.kept();
  const crashes = await readCrashes(index);
  assert.deepEqual(heard, ['target.hung', 'target.wasReset', 'target.harvested']);
  assert.deepEqual(
    crashes.map(({how, title}) => [how, title]),
    [
      ['record', 'Panic#1 Part1'],
      ['hung', 'hang: silent for 20 s'],
    ],
  );
  assert.equal(await readFile(crashes[1]?.file ?? '', 'utf8'), 'last words\n');
  assert.equal(await readFile(crashes[0]?.file ?? '', 'utf8'), 'the record');
  await appendFile(index, 'half a li');
  assert.equal((await readCrashes(index)).length, 2);
});

test('an index that is not there is empty', async (t) => {
  assert.deepEqual(await readCrashes(join(await temporaryFolder(t), 'crashes.jsonl')), []);
});
