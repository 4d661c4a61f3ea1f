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
  const keeper = keepCrashes({index, folder: join(folder, 'one'), by: () => 'quarterdeck check'}, sink);
  keeper.event({type: 'target.hung', silentSeconds: 20, lastLines: ['last words']});
  keeper.event({type: 'target.wasReset', cause: 'watchdog'});
  const file = join(folder, 'dmesg-ramoops-0');
  await writeFile(file, 'the record');
  const record = {name: 'dmesg-ramoops-0', reason: 'Panic#1 Part1', bytes: 9, file, reports: []};
  keeper.event({type: 'target.harvested', boot: 2, records: [record], unreadable: []});
  keeper.event({type: 'target.restored', boot: 3, accelerator: 'tcg'});
  await keeper.kept();
  const crashes = await readCrashes(index);
  assert.deepEqual(
    crashes.map(({crash, by}) => [crash, by]),
    [
      [1, 'quarterdeck check'],
      [1, 'quarterdeck check'],
    ],
  );
  assert.deepEqual(heard, ['target.hung', 'target.wasReset', 'target.harvested', 'target.restored']);
  assert.deepEqual(
    crashes.map(({how, title}) => [how, title]),
    [
      ['record', 'Panic#1 Part1'],
      ['hung', 'hang: silent for 20 s'],
    ],
  );
  assert.equal(await readFile(crashes[1]?.file ?? '', 'utf8'), 'last words\n');
  assert.equal(await readFile(crashes[0]?.file ?? '', 'utf8'), 'the record');
  keeper.event({type: 'target.hung', silentSeconds: 9, lastLines: []});
  await keeper.kept();
  assert.equal((await readCrashes(index))[0]?.crash, 2, 'what comes after it was fit again is another crash');
  await appendFile(index, 'half a li');
  assert.equal((await readCrashes(index)).length, 3);
});

test('an index that is not there is empty', async (t) => {
  assert.deepEqual(await readCrashes(join(await temporaryFolder(t), 'crashes.jsonl')), []);
});
