// Another program has the terminal for a while, in a pty: what it gets, and that the deck has all of it back afterwards.
import assert from 'node:assert/strict';
import {chmod, readdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openPty, type Screen} from '../pty.ts';
import {temporaryFolder} from '../temporary.ts';
import {deckWords, type FixtureCore, openFixtureCore} from './fixture-core.ts';
import {assertGivenBack, openDeckInShell, usual} from './in-shell.ts';
import {beginning} from './session-events.ts';

/** A program for the deck to find as codex. It says its pid first, and reads lines. */
async function standIn(context: TestContext, body: string): Promise<string> {
  const path = join(await temporaryFolder(context), 'codex');
  await writeFile(path, `#!/bin/bash\necho "stand-in pid=$$ in $PWD with $*"\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

const readsLines = 'while read -r line; do [ "$line" = end ] && exit 0; eval "$line"; done';

async function openDeck(context: TestContext, codex: string | null): Promise<{core: FixtureCore; screen: Screen}> {
  const core = await openFixtureCore(context, beginning);
  const env = codex === null ? {} : {FIXTURE_CODEX: codex};
  const screen = openPty(context, deckWords(core.socketPath), usual, {env});
  await screen.until('the task', (text) => text.includes('module skeleton'));
  return {core, screen};
}

async function opened(
  context: TestContext,
  body = readsLines,
): Promise<{core: FixtureCore; screen: Screen; pid: number}> {
  const deck = await openDeck(context, await standIn(context, body));
  deck.screen.pty.write('V');
  return {...deck, pid: await pidOf(deck.screen)};
}

async function pidOf(screen: Screen): Promise<number> {
  let pid = 0;
  await screen.until('the program', (text) => {
    pid = Number(/pid=(\d+) /.exec(text)?.[1] ?? 0);
    return pid !== 0;
  });
  return pid;
}

async function assertBack(screen: Screen, words: RegExp): Promise<void> {
  await screen.until(`the deck, and ${words}`, (text) => words.test(text) && text.includes('module skeleton'));
  assert.equal(screen.terminal.buffer.active.type, 'alternate');
  assert.equal(screen.terminal.modes.bracketedPasteMode, true);
  assert.equal(screen.terminal.modes.mouseTrackingMode, 'none');
  assert.equal(screen.isCursorShown(), false);
  assert.match(screen.rows()[0] ?? '', /Quarterdeck/);
}

test('the program gets a shell’s terminal and every key, and the deck comes back when it ends', async (context) => {
  const {core, screen} = await opened(context);
  assert.match(screen.text().replaceAll('\n', ''), /in \S+\/copy-\S+ with --sandbox read-only --cd \S+\/copy-/);
  screen.pty.write('stty -a\r');
  await screen.until('the modes', (text) => /-noflsh/.test(text));
  assertGivenBack(screen);
  screen.pty.write('P\x7fecho "not for the deck"\r');
  await screen.until('what was typed', (text) => /^not for the deck$/m.test(text));
  screen.pty.write('end\r');
  await assertBack(screen, /codex has ended; its copy of commit 0123456789ab is removed/);
  assert.deepEqual(core.commands, []);
  screen.pty.write('P');
  await core.asked(1);
  assert.deepEqual(core.commands, [{do: 'pause', role: 'all'}], 'keys are the deck’s again');
  const left = (await readdir(dirname(core.socketPath))).filter((name) => name.startsWith('copy-'));
  assert.deepEqual(left, [], 'the copy is gone');
});

test('what happens meanwhile is on the screen afterwards, and nothing of it before', async (context) => {
  const {core, screen} = await opened(context);
  core.server.console(0, Buffer.from('[    1.000000] while it had the terminal\n'));
  screen.pty.write('echo "one more line"\r');
  await screen.until('its line', (text) => /^one more line$/m.test(text));
  assert.doesNotMatch(screen.text(), /while it had the terminal|Quarterdeck/);
  screen.pty.write('end\r');
  await assertBack(screen, /while it had the terminal/);
});

test('a new size reaches the program, and the deck fits it afterwards', async (context) => {
  const {screen} = await opened(context);
  screen.resize({columns: 100, rows: 30});
  screen.pty.write('stty size\r');
  await screen.until('the size', (text) => /^30 100$/m.test(text));
  screen.pty.write('end\r');
  await screen.until('the deck', (text) => text.includes('module skeleton'));
  await screen.until('what became of it', () => /codex has ended/.test(screen.rows()[29] ?? ''));
  assert.match(screen.rows()[0] ?? '', /Quarterdeck/);
});

test('ctrl-c and ctrl-\\ are for the program', async (context) => {
  const traps = `trap 'echo heard INT' INT; trap 'echo heard QUIT' QUIT`;
  const {screen} = await opened(
    context,
    `${traps}\necho ready\n${readsLines.replace('while read -r line; do', 'while true; do read -r line || continue;')}`,
  );
  await screen.until('its traps', (text) => /^ready$/m.test(text));
  screen.pty.write('\x03');
  await screen.until('the interrupt', (text) => text.includes('heard INT'));
  screen.pty.write('\x1c');
  await screen.until('the quit', (text) => text.includes('heard QUIT'));
  screen.pty.write('end\r');
  await assertBack(screen, /codex has ended/);
});

test('a program that is killed leaves nothing of its modes', async (context) => {
  // The line's modes first: an `stty` that outlives the program would set them again behind the deck's back.
  const modes = `stty raw -echo; printf '\\e[?1049h\\e[?1006h\\e[5;9r\\e[?7l\\e[?1003h'; echo "stand-in pid=$$ "`;
  const {screen, pid} = await opened(context, `${modes}\n${readsLines}`);
  await screen.until('its modes', () => screen.terminal.modes.mouseTrackingMode === 'any');
  process.kill(pid, 'SIGKILL');
  await assertBack(screen, /codex was ended by SIGKILL/);
});

test('its status is told', async (context) => {
  const {screen} = await openDeck(context, await standIn(context, 'exit 7'));
  screen.pty.write('V');
  await assertBack(screen, /codex ended with status 7/);
});

test('where codex is not installed the deck says how to get it, and keeps the terminal', async (context) => {
  const {screen} = await openDeck(context, null);
  screen.pty.write('V');
  await screen.until('how to get it', (text) => text.includes('npm install -g @openai/codex'));
  assert.equal(screen.terminal.buffer.active.type, 'alternate');
});

test('a program that can’t be started is told, and the terminal is the deck’s', async (context) => {
  const {screen} = await openDeck(context, '/nowhere/codex');
  screen.pty.write('V');
  await assertBack(screen, /codex could not be started: there is no program \/nowhere\/codex/);
});

test('a deck that is told to end ends the program, and the terminal is the shell’s', async (context) => {
  const codex = await standIn(context, `trap '' TERM\nprintf '\\e[?1003h'\n${readsLines}`);
  const {screen, deckPid} = await openDeckInShell(context, {FIXTURE_CODEX: codex});
  screen.pty.write('V');
  const pid = await pidOf(screen);
  process.kill(deckPid, 'SIGTERM');
  await screen.until('the shell', (text) => text.includes('status 0'));
  assertGivenBack(screen);
  assert.match(screen.text(), /runs on \(the deck was ended by SIGTERM\)/);
  assert.throws(() => process.kill(pid, 0), {code: 'ESRCH'});
});

test('ctrl-z stops the program with the deck, fg brings the program back, and then the deck', async (context) => {
  const codex = await standIn(context, readsLines);
  const core = await openFixtureCore(context, beginning);
  const env = {PS1: 'shell> ', FIXTURE_CODEX: codex};
  const screen = openPty(context, ['bash', '--norc', '--noprofile', '-i'], usual, {env});
  await screen.until('a prompt', (text) => text.includes('shell>'));
  screen.pty.write(`${deckWords(core.socketPath).join(' ')}\r`);
  await screen.until('the task', (text) => text.includes('module skeleton'));
  screen.pty.write('V');
  await pidOf(screen);
  screen.pty.write('\x1a');
  await screen.until('the job stopped', (text) => text.includes('Stopped'));
  assert.equal(screen.terminal.buffer.active.type, 'normal');
  screen.pty.write('fg\r');
  // What is typed before the shell has handed the terminal over is the shell's.
  await screen.until('the job in front', (text) => text.replaceAll('\n', '').split('fixture-deck').length === 4);
  screen.pty.write('echo "on it goes"\r');
  await screen.until('the program', (text) => /^on it goes$/m.test(text));
  screen.pty.write('end\r');
  await assertBack(screen, /codex has ended/);
  screen.pty.write('ql');
  await screen.until('the prompt', (text) => text.includes('runs on'));
});
