// The way from a console that says anything to the prompt of a shell, as a step: text or a silence in, what to type out. A login that is
// refused or can't be made ends it in words; a console that says nothing is asked again and again, ever more patiently.
import type {BoardSettings} from '../../../core/target-settings.ts';
import {addToLastLine, type LastLine, noLastLine, shownLine} from './last-line.ts';

export interface Login {
  readonly line: LastLine;
  /** What was typed last and stands unanswered. `tooMuch`: something after a user name, which may be taken for its password. */
  readonly typed: 'nothing' | 'user' | 'tooMuch' | 'password';
  readonly users: number;
  /** Silences in a row. */
  readonly silences: number;
  /** Silences that were answered with something typed. */
  readonly nudges: number;
  /** A return may be typed: nothing that a key would stop is under way. */
  readonly mayNudge: boolean;
}

export interface LoginStep {
  readonly login: Login;
  readonly type?: string;
  readonly ended?: {readonly at: 'prompt'} | {readonly at: 'fault'; readonly why: string};
}

export interface Prompts {
  readonly user: string;
  readonly password?: string;
  readonly passwordVariable?: string;
  readonly loginPrompt: RegExp;
  readonly passwordPrompt: RegExp;
  readonly shellPrompt: RegExp;
}

/** Ends our server at the console, whoever's it is. */
export const leaveLine = 'leave\r';
/** By then whatever a key would have stopped is over. */
const silencesMax = 4;
const usersMax = 4;
const nudgeMs = 3000;
const nudgeMsMax = 24_000;

export function promptsOf(
  {user, passwordVariable, loginPrompt, passwordPrompt, shellPrompt}: BoardSettings['login'],
  environment: Readonly<Record<string, string | undefined>>,
): Prompts {
  const password = passwordVariable === undefined ? undefined : environment[passwordVariable];
  return {
    user,
    ...(passwordVariable === undefined ? {} : {passwordVariable}),
    ...(password === undefined ? {} : {password}),
    loginPrompt: new RegExp(loginPrompt),
    passwordPrompt: new RegExp(passwordPrompt),
    shellPrompt: new RegExp(shellPrompt),
  };
}

export function beginLogin(mayNudge: boolean): Login {
  return {line: noLastLine, typed: 'nothing', users: 0, silences: 0, nudges: 0, mayNudge};
}

/** How long a silence must be before `quiet` is worth a step. */
export function patienceMs({silences}: Login): number {
  return Math.min(nudgeMs * 2 ** silences, nudgeMsMax);
}

export function loginHears(login: Login, text: string, prompts: Prompts): LoginStep {
  const next: Login = {...login, line: addToLastLine(login.line, text), silences: 0};
  const shown = shownLine(next.line);
  // A shell's prompt is the loosest of the three.
  if (prompts.passwordPrompt.test(shown)) return password(next, prompts);
  if (prompts.loginPrompt.test(shown)) return user(next, prompts);
  if (prompts.shellPrompt.test(shown)) return {login: next, ended: {at: 'prompt'}};
  return {login: next};
}

/** Nothing was said for as long as `patienceMs`. */
export function loginWaits(login: Login): LoginStep {
  const waited: Login = {...login, silences: login.silences + 1};
  if (!login.mayNudge && waited.silences < silencesMax) return {login: waited};
  // What the kernel printed over a prompt hides it; a return brings a new one. A server of ours that an earlier session left there says
  // nothing to a return.
  const type = login.nudges % 3 === 1 ? leaveLine : '\r';
  const typed = login.typed === 'user' ? 'tooMuch' : 'nothing';
  return {login: {...waited, line: noLastLine, typed, nudges: login.nudges + 1}, type};
}

function user(login: Login, prompts: Prompts): LoginStep {
  if (login.users >= usersMax) {
    const why = `the board asks for a login again and again; "${prompts.user}" and its password were not taken`;
    return {login, ended: {at: 'fault', why}};
  }
  // Two prompts for one name: a return had brought the second.
  const typed = login.typed === 'user' ? 'tooMuch' : 'user';
  return {
    login: {...login, line: noLastLine, typed, users: login.users + 1, mayNudge: true},
    type: `${prompts.user}\r`,
  };
}

function password(login: Login, prompts: Prompts): LoginStep {
  const {password: known, passwordVariable} = prompts;
  // This prompt may be answered already, and what is typed after it is shown: the next one will do.
  if (login.typed === 'tooMuch') return {login: {...login, line: noLastLine, typed: 'nothing'}};
  if (known === undefined) {
    const why =
      passwordVariable === undefined
        ? 'the board asks for a password, and the configuration names no variable that holds it (login.passwordVariable)'
        : `the board asks for a password, and the environment has no ${passwordVariable}`;
    return {login, ended: {at: 'fault', why}};
  }
  return {login: {...login, line: noLastLine, typed: 'password', mayNudge: true}, type: `${known}\r`};
}
