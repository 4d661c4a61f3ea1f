// A session in plain lines, against a core of the test's own.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import test, {type TestContext} from 'node:test';
import {runLines} from '../../src/deck/run-lines.ts';
import {openFixtureCore} from './fixture-core.ts';
import {beginning, stopped} from './session-events.ts';

async function opened(t: TestContext) {
  const core = await openFixtureCore(t, beginning);
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  let text = '';
  stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  const ended = runLines({socketPath: core.socketPath, sessionId: 'fixture', stdin, stdout});
  async function says(what: RegExp): Promise<void> {
    while (!what.test(text)) await once(stdout, 'data');
  }
  return {
    core,
    ended,
    says,
    type: (line: string) => stdin.write(`${line}\n`),
    text: () => text,
    close: () => stdin.end(),
  };
}

test('what happens is a line each, without a sequence of the terminal', async (t) => {
  const {core, ended, says, text, type} = await opened(t);
  await says(/the target is up/);
  core.happen({type: 'note.written', by: 'scheduler', text: 'a \x1b[31mred\x1b[0m thing'});
  core.happen({type: 'session.paused', why: 'person'});
  await says(/the session is paused/);
  assert.doesNotMatch(text(), /\x1b/);
  type('leave');
  assert.equal((await ended).how, 'detached');
});

test('a typed line is carried out, and what is refused is said', async (t) => {
  const {core, ended, says, type} = await opened(t);
  await says(/type help/);
  type('rule no floats');
  await says(/^done$/m);
  core.answer(() => ({refused: 'not now'}));
  type('pause');
  await says(/refused: not now/);
  assert.deepEqual(
    core.commands.map(({do: what}) => what),
    ['addConstraint', 'pause'],
  );
  type('leave');
  await ended;
});

test('stopping is asked about, and leads out when the session has ended', async (t) => {
  const {core, ended, says, type} = await opened(t);
  await says(/type help/);
  type('stop');
  await says(/Type yes/);
  type('no');
  await says(/left as it is/);
  core.answer(() => {
    core.happen(stopped);
    return null;
  });
  type('stop');
  type('yes');
  assert.equal((await ended).how, 'stopped');
  assert.deepEqual(core.commands, [{do: 'stop', cause: 'person', why: 'stopped by a typed line'}]);
});

test('the end of the input leaves the session running', async (t) => {
  const {close, ended, says} = await opened(t);
  await says(/type help/);
  close();
  assert.match((await ended).message, /runs on; come back with/);
});
