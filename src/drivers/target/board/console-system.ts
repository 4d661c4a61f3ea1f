// The conversation with a board over its console: boot loader, login, our server at the shell's prompt, and a person who types there. What
// was heard or not heard goes through the steps of login.ts, setup.ts and boot-loader.ts; what they ask for is typed here.
import {randomBytes} from 'node:crypto';
import type {BoardSettings} from '../../../core/target-settings.ts';
import {systemClock} from '../../clock.ts';
import {
  type BootLoader,
  initialBootLoader,
  isBusy,
  type LoaderWords,
  loaderHears,
  loaderWordsOf,
} from './boot-loader.ts';
import {type Turn, turnServed, turnTyped} from './heartbeat.ts';
import {openKernelWatch} from './kernel-begins.ts';
import {addToLastLine, type LastLine, noLastLine, shownLine} from './last-line.ts';
import {
  beginLogin,
  type Login,
  type LoginStep,
  leaveLine,
  loginHears,
  loginWaits,
  patienceMs,
  promptsOf,
} from './login.ts';
import {openPacedWriter} from './paced.ts';
import {openRequests} from './requests.ts';
import {
  beginSetup,
  type Ready,
  type Setup,
  type SetupStep,
  scriptToSend,
  setupHears,
  setupPatienceMs,
  setupWaits,
} from './setup.ts';
import {openShellChannel} from './shell-channel.ts';
import {soon} from './soon.ts';
import type {BoardSystem, SystemListener} from './system.ts';
import {bytesPerSecondOf, feedSeconds, heartbeatSeconds} from './times.ts';
import {abandonFrame, initialUnframing, isInAnswer, type Unframing, unframe} from './unframe.ts';

export interface ConsoleSystemOptions {
  readonly settings: BoardSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of serve.sh. */
  readonly script: string;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** What is left of what was heard when our own conversation is taken out. */
  readonly console: (text: string) => void;
}

type Phase =
  | {readonly name: 'off'}
  | {readonly name: 'power'}
  | {readonly name: 'login'; readonly login: Login}
  | {readonly name: 'setup'; readonly setup: Setup}
  | {readonly name: 'serving'}
  | {readonly name: 'person'; readonly typedMs: number};

/** What a program is given to switch the echo off after it has asked for a password. */
const echoOffMs = 250;
/** Noise may have begun an answer where a prompt stands, and somebody waits for the prompt. */
const frameMs = 700;
/** Our server speaks: a board that stands still for a while is in the middle of its answer. */
const servedFrameMs = 5000;
/** A console that never falls silent hides a prompt as well; it is asked after so many times the silence. */
const noisyTimes = 4;

export function openConsoleSystem(options: ConsoleSystemOptions, listener: SystemListener): BoardSystem {
  const {settings} = options;
  const clock = systemClock;
  const prompts = promptsOf(settings.login, options.environment);
  const loaderWords: LoaderWords | null = settings.bootLoader === undefined ? null : loaderWordsOf(settings.bootLoader);
  const setupSettings = {
    script: scriptToSend(options.script),
    mark: randomBytes(8).toString('hex'),
    feedSeconds: feedSeconds(settings),
    isXonXoff: settings.line.kind === 'serial' && settings.line.flowControl === 'xonxoff',
  };
  const bytesPerSecond = bytesPerSecondOf(settings);
  const pace = settings.transfer.kind === 'console' ? settings.transfer.bytesPerSecondMax : undefined;
  const writer = openPacedWriter(options.write, pace);
  const everyMs = 1000 * heartbeatSeconds(settings);
  let phase: Phase = {name: 'off'};
  let loader: BootLoader = initialBootLoader;
  let unframing: Unframing = initialUnframing;
  let lastLine: LastLine = noLastLine;
  let kernel = openKernelWatch();
  let ready: Ready | null = null;
  let isLost = false;
  let heardMs = 0;
  let actedMs = 0;
  let disarm: () => void = () => {};

  const requests = openRequests({
    ...{clock, bytesPerSecond},
    write: (line) => type(line),
    alive() {
      heardMs = clock.nowMs();
      listener.heartbeat();
    },
    told: (kind, words) => channel.told(kind, words),
    silent() {
      // Our server may be there and not be heard: after a return it is asked to leave.
      login(true, 1);
      type('\r');
    },
  });
  const channel = openShellChannel({
    ...{requests, bytesPerSecond},
    server: () => ready ?? {folder: '/tmp', tool: 'cksum', hasGzip: false},
  });

  function type(text: string): void {
    void writer.write(Buffer.from(text, 'latin1'));
  }

  /** A program that prints its prompt before it switches the echo off would show the password. */
  function typePassword(text: string): void {
    clock.after(echoOffMs, () => {
      if (phase.name === 'login' && phase.login.typed === 'password') type(text);
    });
  }

  function login(mayNudge: boolean, nudges = 0): void {
    requests.pause();
    phase = {name: 'login', login: {...beginLogin(mayNudge), nudges}};
    actedMs = clock.nowMs();
    arm();
  }

  function afterLogin({login: next, type: typed, ended}: LoginStep): void {
    phase = {name: 'login', login: next};
    if (typed !== undefined) {
      actedMs = clock.nowMs();
      if (next.typed === 'password') typePassword(typed);
      else type(typed);
    }
    if (ended?.at === 'prompt') afterSetup(beginSetup());
    if (ended?.at === 'fault') fail(ended.why);
  }

  function afterSetup({setup, type: typed, ended}: SetupStep): void {
    phase = {name: 'setup', setup};
    if (typed !== undefined) {
      actedMs = clock.nowMs();
      type(typed);
    }
    if (ended?.at === 'login') login(true);
    if (ended?.at === 'fault') fail(ended.why);
    if (ended?.at === 'ready') serve(ended.ready);
  }

  function serve(is: Ready): void {
    ready = is;
    phase = {name: 'serving'};
    heardMs = clock.nowMs();
    requests.resume({mark: setupSettings.mark, tool: is.tool});
    const {release, bootId, bootStatus, watchdogSeconds} = is;
    const heartbeat = watchdogSeconds === undefined ? {} : {heartbeatSeconds: watchdogSeconds};
    listener.hello({release, bootId, bootStatus, ...heartbeat});
  }

  function fail(why: string): void {
    requests.pause();
    phase = {name: 'off'};
    requests.drop(why);
    listener.fault(why);
  }

  function onFrame(frame: string): void {
    if (phase.name === 'setup') afterSetup(setupHears(phase.setup, frame, setupSettings));
    else if (phase.name === 'serving') requests.hears(frame);
  }

  function onConsole(text: string): void {
    lastLine = addToLastLine(lastLine, text);
    if (kernel.heard(text) && phase.name !== 'off') {
      loader = initialBootLoader;
      login(true);
      return;
    }
    if (loaderWords !== null && phase.name !== 'person') {
      const step = loaderHears(loader, text, loaderWords);
      loader = step.loader;
      if (step.type !== undefined) type(step.type);
      if (step.type !== undefined && phase.name !== 'off' && phase.name !== 'power') login(false);
      if (isBusy(loader)) return;
    }
    if (phase.name === 'login') afterLogin(loginHears(phase.login, text, prompts));
  }

  /** One timer for all that a silence means. */
  function arm(): void {
    disarm();
    const inAnswer = isInAnswer(unframing);
    if (phase.name === 'off' && !inAnswer) return;
    const patienceMs = phase.name === 'serving' ? servedFrameMs : frameMs;
    disarm = clock.after(inAnswer ? patienceMs : silenceMs(clock.nowMs()), () => {
      if (inAnswer) dropFrame();
      else onSilence();
      arm();
    });
  }

  function silenceMs(nowMs: number): number {
    switch (phase.name) {
      case 'login': {
        const patience = patienceMs(phase.login);
        return Math.max(0, Math.min(patience, actedMs + noisyTimes * patience - nowMs));
      }
      case 'setup':
        return Math.max(0, actedMs + setupPatienceMs(phase.setup) - nowMs);
      case 'serving':
      case 'person': {
        const turn = turnNow();
        return 'againMs' in turn ? turn.againMs : 0;
      }
      case 'off':
      case 'power':
        return everyMs;
      default:
        return phase satisfies never;
    }
  }

  function turnNow(): Turn {
    const nowMs = clock.nowMs();
    const isWanted = requests.waiting() > 0;
    if (phase.name !== 'person') return turnServed({heardMs, nowMs, everyMs, isBusy: isWanted});
    const shown = shownLine(lastLine);
    const atPrompt = [prompts.shellPrompt, prompts.loginPrompt].some((prompt) => prompt.test(shown));
    return turnTyped({typedMs: phase.typedMs, nowMs, everyMs, isBusy: isWanted, atPrompt});
  }

  function onSilence(): void {
    if (isLost || isBusy(loader)) return;
    switch (phase.name) {
      case 'login':
        actedMs = clock.nowMs();
        afterLogin(loginWaits(phase.login));
        break;
      case 'setup':
        afterSetup(setupWaits(phase.setup, setupSettings));
        break;
      case 'serving':
      case 'person':
        carryOut(turnNow());
        break;
      case 'off':
      case 'power':
        break;
      default:
        phase satisfies never;
    }
  }

  function carryOut(turn: Turn): void {
    if (turn.do === 'ask') {
      heardMs = clock.nowMs();
      void requests.ask('p');
    }
    if (turn.do === 'believe') listener.heartbeat();
    if (turn.do === 'takeBack') {
      login(true);
      type('\r');
    }
  }

  function dropFrame(): void {
    const {rest} = abandonFrame(unframing);
    unframing = initialUnframing;
    if (rest === '') return;
    // What the kernel says next begins a line.
    options.console(phase.name === 'serving' ? `${rest}\r\n` : rest);
    onConsole(rest);
  }

  return {
    channel: () => channel,
    begin(how) {
      if (how === 'booting' && (phase.name !== 'power' || isBusy(loader))) {
        if (phase.name === 'power') login(false);
        return;
      }
      loader = initialBootLoader;
      unframing = initialUnframing;
      lastLine = noLastLine;
      kernel = openKernelWatch();
      if (how === 'power') {
        requests.pause();
        phase = {name: 'power'};
        return;
      }
      login(how === 'running');
      if (how === 'running') type('\r');
    },
    heard(text) {
      const {unframing: next, frames, rest} = unframe(unframing, text);
      unframing = next;
      if (rest !== '') {
        options.console(rest);
        onConsole(rest);
      }
      for (const frame of frames) onFrame(frame);
      arm();
    },
    type(bytes) {
      if (phase.name === 'serving') type(leaveLine);
      requests.pause();
      if (phase.name !== 'off') phase = {name: 'person', typedMs: clock.nowMs()};
      void writer.write(bytes);
      arm();
    },
    line(state) {
      isLost = state === 'lost';
      if (isLost) requests.pause();
      else if (phase.name === 'serving' && ready !== null)
        requests.resume({mark: setupSettings.mark, tool: ready.tool});
      else if (phase.name === 'login' || phase.name === 'setup') login(true);
      arm();
    },
    async end() {
      const wasServing = phase.name === 'serving' || phase.name === 'setup';
      phase = {name: 'off'};
      requests.pause();
      disarm();
      if (wasServing && !isLost)
        await soon(writer.write(Buffer.from(leaveLine)), 'the line takes nothing').catch(() => {});
    },
  };
}
