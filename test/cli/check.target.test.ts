// Checks of the shipped task ringlog on a real QEMU, with sources that are right and with mistakes of every kind put in.
import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {after, before, suite, type TestContext} from 'node:test';
import {checkOnce} from '../../src/cli/check-once.ts';
import {openCheckPlace} from '../../src/cli/check-place.ts';
import {verdictRows} from '../../src/cli/check-rows.ts';
import type {VerdictWord} from '../../src/cli/check-verdict.ts';
import {shippedTasks} from '../../src/cli/read-task.ts';
import {temporaryFolder} from '../temporary.ts';
import {changed, goodSources, type Sources, writeSources} from './ringlog-sources.ts';

/** What a process has of this, both tests share. */
const stateFolder = 'XDG_STATE_HOME';
const spin = 'for (;;)\n\t\tcpu_relax();\n';

async function checker(t: TestContext) {
  const folder = await temporaryFolder(t);
  const line = {task: join(shippedTasks, 'ringlog'), watch: false, boot: false, json: false, unsafeHostBuild: false};
  const place = await openCheckPlace(line, folder, () => {});
  t.after(() => place.close());
  const {signal} = new AbortController();
  return async (name: string, sources: Sources, verdict: VerdictWord, reason: RegExp, row?: RegExp) => {
    const source = await writeSources(join(folder, name), sources);
    const checked = await checkOnce({...place, source}, {boot: false, signal});
    const said = `${name}: ${checked.verdict}: ${checked.reason}`;
    t.diagnostic(`${said} ${JSON.stringify(checked.durations)}`);
    assert.equal(checked.verdict, verdict, said);
    assert.match(checked.reason, reason, name);
    if (row !== undefined) assert.match(verdictRows(checked).join('\n'), row, name);
    return checked;
  };
}

/** Most of a hang is waiting for the kernel's detectors: the other modules are checked at the same time. */
suite('each kind of module comes to its verdict, and none keeps the next one from its own', {concurrency: true}, () => {
  const inherited = process.env[stateFolder];
  let state = '';
  before(async () => {
    state = await mkdtemp(join(tmpdir(), 'quarterdeck-test-'));
    process.env[stateFolder] = state;
  });
  after(async () => {
    if (inherited === undefined) delete process.env[stateFolder];
    else process.env[stateFolder] = inherited;
    await rm(state, {recursive: true, force: true});
  });

  test('one that is accepted, does not build, is refused by its task, and panics', async (t) => {
    const check = await checker(t);
    const good = await goodSources();
    const accepted = await check('good', good, 'accepted', /console stayed clean/);
    const {buildMs, resetMs, runMs, totalMs} = accepted.durations;
    assert.ok(buildMs > 0 && runMs > 0 && totalMs >= runMs && resetMs >= 0);
    assert.deepEqual(accepted.reports, []);

    const unbuilt = changed(good, 'return count;', 'return counted;');
    await check(
      'unbuilt',
      unbuilt,
      'build-failed',
      /^ringlog\.c:\d+:\d+: error: 'counted' undeclared/,
      /the compiler:/,
    );
    const own = {...good, Kbuild: `${good['Kbuild']}all:\n\tmake M=$(PWD) modules\n`};
    await check('own-makefile', own, 'accepted', /clean/);
    const small = changed(good, 'unsigned int size = 4096', 'unsigned int size = 2048');
    const refusal = /^at accept: not accepted: the default size is not 4096/;
    await check('small', small, 'not-accepted', refusal, /what it printed:/);

    const oops = changed(
      good,
      '\tmutex_lock(&ring->lock);\n\tringlog_append',
      '\tring = NULL;\n\tmutex_lock(&ring->lock);\n\tringlog_append',
    );
    const row = /where: ringlog_write.*the console around it:/s;
    const panicked = await check('oops', oops, 'panicked', /^at accept: BUG: .*ringlog_write/, row);
    assert.equal(panicked.reports[0]?.moduleFrame?.symbol, 'ringlog_write');
    assert.match(await readFile(panicked.kept?.console ?? '', 'utf8'), /Kernel panic/);
    assert.deepEqual(await readFile(panicked.kept?.module ?? ''), await readFile(panicked.built?.koPath ?? ''));
    await check('good-again', good, 'accepted', /console stayed clean/);
  });

  test('one that hangs at load, use and unload', async (t) => {
    const check = await checker(t);
    const good = await goodSources();
    const load = changed(good, '\tring = kzalloc(sizeof(*ring), GFP_KERNEL);', `\t${spin}`);
    await check('hangs-at-load', load, 'hung', /^at load: .*ringlog_init/);
    const beforeLock = '\tif (!count)\n\t\treturn 0;\n\n\t/* Before the lock';
    const use = changed(good, beforeLock, `\t${spin}\n\t/* Before the lock`);
    await check('hangs-at-use', use, 'hung', /^at accept: .*ringlog_write/);
    const deregister = '\tmisc_deregister(&ringlog->misc);';
    const unload = changed(good, deregister, `\t${spin}${deregister}`);
    await check('hangs-at-unload', unload, 'hung', /^at unload: .*ringlog_exit/);
    await check('good-again', good, 'accepted', /console stayed clean/);
  });
});
