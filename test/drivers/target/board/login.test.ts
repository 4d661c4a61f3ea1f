// From a console that says anything to a shell's prompt, with its text cut at every place.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  beginLogin,
  type Login,
  type LoginStep,
  loginHears,
  loginWaits,
  patienceMs,
  promptsOf,
} from '../../../../src/drivers/target/board/login.ts';

const settings = {
  ...{user: 'root', passwordVariable: 'SECRET', loginPrompt: 'login: $', passwordPrompt: 'Password: $'},
  shellPrompt: '[#$] $',
};
const prompts = promptsOf(settings, {SECRET: 'open sesame'});

/** Each text is said once the one before was answered; what was typed, and how it ended. */
function talk(texts: readonly string[], cut: number, from: Login = beginLogin(true)) {
  let login = from;
  let ended: LoginStep['ended'];
  const typed: string[] = [];
  for (const text of texts) {
    for (const part of [text.slice(0, cut), text.slice(cut)]) {
      if (part === '' || ended !== undefined) continue;
      const step = loginHears(login, part, prompts);
      login = step.login;
      ended = step.ended;
      if (step.type !== undefined) typed.push(step.type);
    }
  }
  return {typed, ended, login};
}

function check(texts: readonly string[], typed: readonly string[], ended: LoginStep['ended']): void {
  const longest = Math.max(...texts.map((text) => text.length));
  for (let cut = 0; cut <= longest; cut++) {
    const talked = talk(texts, cut);
    assert.deepEqual([talked.typed, talked.ended], [typed, ended], `cut at ${cut}`);
  }
}

test('a login with a password', () =>
  check(
    ['\r\nDebian target ttyS0\r\n\r\ntarget login: ', 'root\r\nPassword: ', '\r\nWelcome.\r\n\x1b[1m~\x1b[0m # '],
    ['root\r', 'open sesame\r'],
    {at: 'prompt'},
  ));

test('a console that is logged in already', () => check(['\r\nroot@target:~# '], [], {at: 'prompt'}));

test('a shell that asks for the cursor', () => check(['~ # \x1b[6n'], [], {at: 'prompt'}));

test('what the kernel prints into the middle of a prompt is taken out', () =>
  check(
    ['tar[    5.123456] random: crng init done\r\nget lo[    5.223456][   T1] usb 1-1: new device\r\ngin: '],
    ['root\r'],
    undefined,
  ));

test('a prompt that the kernel has written behind is asked for again', () => {
  const {login, typed} = talk(['target login: [    5.123456] random: crng init'], 20);
  assert.deepEqual(typed, []);
  const nudged = loginWaits(login);
  assert.equal(nudged.type, '\r');
  assert.equal(loginHears(nudged.login, '\r\ntarget login: ', prompts).type, 'root\r');
});

test('a login that is refused again and again ends in words', () => {
  const refused = ['target login: ', 'Password: ', '\r\nLogin incorrect\r\n'];
  const {typed, ended} = talk([...refused, ...refused, ...refused, ...refused, 'target login: '], 3);
  assert.equal(typed.filter((text) => text === 'root\r').length, 4);
  assert.match(ended?.at === 'fault' ? ended.why : '', /asks for a login again and again/);
});

test('a password that is not there is named by its variable', () => {
  const without = promptsOf(settings, {});
  const step = loginHears(beginLogin(true), 'Password: ', without);
  assert.match(step.ended?.at === 'fault' ? step.ended.why : '', /the environment has no SECRET/);
});

test('a console that says nothing is asked ever more patiently, and an old server there to leave', () => {
  let login = beginLogin(true);
  const waits: number[] = [];
  const typed: (string | undefined)[] = [];
  for (let silence = 0; silence < 5; silence++) {
    waits.push(patienceMs(login));
    const step = loginWaits(login);
    typed.push(step.type);
    login = step.login;
  }
  assert.deepEqual(waits, [3000, 6000, 12_000, 24_000, 24_000]);
  assert.deepEqual(typed, ['\r', 'leave\r', '\r', '\r', 'leave\r']);
});

test('nothing is typed at a board that may be in its boot loader', () => {
  const step = loginWaits(beginLogin(false));
  assert.equal(step.type, undefined);
  assert.equal(step.ended, undefined);
});

test('a password is not typed where a return may have answered for it, since the board would show it', () => {
  const {login} = talk(['target login: '], 20);
  const nudged = loginWaits(login);
  assert.equal(nudged.type, '\r');
  const refused = ['root\r\nPassword: ', '\r\nLogin incorrect\r\ntarget login: ', 'root\r\nPassword: '];
  for (let cut = 0; cut <= 45; cut++)
    assert.deepEqual(talk(refused, cut, nudged.login).typed, ['root\r', 'open sesame\r'], `cut at ${cut}`);
});

test('nor after two names, of which the second is taken for it', () =>
  check(
    ['target login: ', '\r\ntarget login: ', 'Password: ', '\r\nLogin incorrect\r\ntarget login: ', 'Password: '],
    ['root\r', 'root\r', 'root\r', 'open sesame\r'],
    undefined,
  ));
