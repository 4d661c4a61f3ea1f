// `quarterdeck check`: builds a module, runs its task on the target, and prints the verdict; with --watch again on every save. No agents, no
// model, no key.
import {stat} from 'node:fs/promises';
import {resolve} from 'node:path';
import {openBootBar} from './boot-bar.ts';
import {checkOnce} from './check-once.ts';
import {type CheckPlace, openCheckPlace} from './check-place.ts';
import {openCheckScreen} from './check-screen.ts';
import {exitStatusOf} from './check-verdict.ts';
import {checkOnSaves} from './check-watch.ts';
import type {CheckArguments} from './command-line.ts';
import {interruptedStatus, onInterrupt, onReaderGone} from './interrupts.ts';
import {openProgressLine} from './progress-line.ts';
import {CommandFault, say} from './say.ts';

export async function checkCommand(line: CheckArguments): Promise<number> {
  const source = resolve(line.source ?? '.');
  const facts = await stat(source).catch(() => null);
  if (facts?.isDirectory() !== true) throw new CommandFault(`--source ${line.source ?? '.'} is no folder`, 2);
  const below = openProgressLine();
  const screen = openCheckScreen({watch: line.watch, json: line.json}, process.stdout, {
    write: (text) => below.say(text.trimEnd()),
  });
  const bar = openBootBar(below);
  // A terminal that watches has a row for what is being done.
  const hasBar = !(line.watch && process.stdout.isTTY);
  // While the host is made ready there is nothing to end in order.
  const onEvent = hasBar ? bar.take : () => {};
  const place = await openCheckPlace(line, source, (words) => screen.doing(words), onEvent);
  const signal = onSignals();
  try {
    if (line.watch) await checkOnSaves(place, screen, {boot: line.boot, signal});
    else return await once(place, line, signal, (checked) => screen.verdict(checked));
    return interruptedStatus;
  } finally {
    bar.close();
    screen.close();
    await place.close();
  }
}

async function once(
  place: CheckPlace,
  {boot}: CheckArguments,
  signal: AbortSignal,
  print: (checked: Awaited<ReturnType<typeof checkOnce>>) => void,
): Promise<number> {
  const checked = await checkOnce(place, {boot, signal});
  if (signal.aborted) return interruptedStatus;
  print(checked);
  return exitStatusOf(checked.verdict);
}

/** Aborted when the check is to end in order. */
function onSignals(): AbortSignal {
  const controller = new AbortController();
  onReaderGone(() => controller.abort());
  process.stderr.on('error', () => {});
  onInterrupt((signal) => {
    say(`${signal}: the check is being ended`);
    controller.abort();
  });
  return controller.signal;
}
