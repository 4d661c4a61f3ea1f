// `quarterdeck doctor` on this machine: gathers the facts, and gives doctor what it may probe with.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import type {TargetSettings} from '../core/target-settings.ts';
import {cacheFolderOf, sessionsFolderOf, stateFolderOf} from '../drivers/session/folders.ts';
import {probeAccelerator} from '../drivers/target/accelerator.ts';
import type {MachineCheck} from '../view/start/start-facts.ts';
import {chooseTarget, namedKernel} from './choose-target.ts';
import {type DoctorOptions, doctor, type LookedAt, stepsOf} from './doctor.ts';
import {checkKeys, checkModels} from './doctor-models.ts';
import type {TerminalFacts} from './doctor-person.ts';
import {selfTest} from './doctor-self-test.ts';
import type {Check} from './doctor-table.ts';
import {prepare} from './prepare.ts';
import {readConfiguration} from './read-configuration.ts';
import {CommandFault, say} from './say.ts';

export async function doctorCommand(asked: {
  readonly json: boolean;
  readonly selfTest: boolean;
  readonly config?: string;
}): Promise<number> {
  const [cacheFolder, stateFolder] = [cacheFolderOf(process.env), stateFolderOf(process.env)];
  const configuration = await chosenOrFault(asked.config);
  return doctor({
    ...lookedAt(configuration, say),
    json: asked.json,
    write: (text) => process.stdout.write(text),
    ...(asked.selfTest && !('fault' in configuration)
      ? {selfTest: async () => runSelfTest(configuration, cacheFolder, stateFolder)}
      : {}),
  });
}

/** The same for a screen: each row as it is found out. No model is asked, which would cost something at every start. */
export async function watchChecks(tell: (checks: readonly MachineCheck[]) => void): Promise<void> {
  const options = lookedAt(await chosenOrFault(undefined), () => {});
  const {configuration} = options;
  const quiet = 'fault' in configuration ? configuration : {...configuration, models: async () => []};
  const steps = stepsOf({...options, configuration: quiet});
  const found: Check[] = [];
  for (const [index, {run}] of steps.entries()) {
    const open = steps.slice(index).map(({name}): MachineCheck => ({name, state: 'checking', found: ''}));
    tell([...found, ...open]);
    found.push(...(await run()));
  }
  tell(found);
}

function lookedAt(configuration: Chosen | {readonly fault: string}, tellLine: (line: string) => void): LookedAt {
  const environment = process.env;
  const cacheFolder = cacheFolderOf(environment);
  return {
    cacheFolder,
    stateFolder: stateFolderOf(environment),
    sessionsFolder: sessionsFolderOf(environment),
    nodeVersion: process.versions.node,
    terminal: terminalHere(),
    configuration: 'fault' in configuration ? configuration : factsOf(configuration),
    probe: (host) => checkAccelerator(host, cacheFolder, configuration, tellLine),
  };
}

async function chosenOrFault(file: string | undefined): Promise<Chosen | {readonly fault: string}> {
  const read = await configurationOrFault(file);
  return 'fault' in read ? read : {...read, chosen: chooseTarget(read)};
}

async function configurationOrFault(file: string | undefined): Promise<Configuration | {readonly fault: string}> {
  try {
    return await readConfiguration({
      environment: process.env,
      directory: process.cwd(),
      ...(file === undefined ? {} : {file}),
    });
  } catch (error) {
    // One that was asked for by name and can't be read was asked for wrongly; what is wrong inside of one is a finding.
    const isUnreadable = file !== undefined && (await readFile(file).catch(() => null)) === null;
    if (error instanceof CommandFault && !isUnreadable) return {fault: error.message};
    throw error;
  }
}

type Chosen = Configuration & {readonly chosen: TargetSettings};

function factsOf({chosen, models}: Chosen): DoctorOptions['configuration'] {
  const kernel = namedKernel(chosen, cacheFolderOf(process.env));
  return {
    keys: checkKeys(models, process.env),
    models: () => checkModels(models, process.env),
    ...(kernel === null ? {} : {kernel}),
  };
}

async function checkAccelerator(
  host: {readonly qemu: string; readonly kernelImage: string},
  cacheFolder: string,
  configuration: Chosen | {readonly fault: string},
  onLine: (line: string) => void,
): Promise<Check> {
  const name = 'accelerator';
  const chosen = 'fault' in configuration ? null : configuration.chosen;
  if (chosen?.kind === 'board') return {name, state: 'ok', found: `none: the target ${chosen.name} is a board`};
  if (chosen !== null && chosen.accelerator !== 'auto')
    return {name, state: 'ok', found: `${chosen.accelerator}, as the configuration says`};
  const probe = {...host, cacheFolder: join(cacheFolder, 'accelerator'), onLine};
  const {accelerator, why} = await probeAccelerator(probe);
  if (accelerator === 'kvm') return {name, state: 'ok', found: `KVM: ${why}`};
  return {name, state: 'ok', found: `emulation (TCG), which is slower and does for all: ${why}`};
}

async function runSelfTest(
  {chosen, build}: Chosen,
  cacheFolder: string,
  stateFolder: string,
): Promise<readonly Check[]> {
  const prepared = await prepare(chosen);
  return selfTest({
    ...{settings: chosen, prepared, cacheFolder, stateFolder, buildSeconds: build.deadlineSeconds, say},
  });
}

function terminalHere(): TerminalFacts {
  const {stdin, stdout, env} = process;
  return {
    isTerminal: stdin.isTTY === true && stdout.isTTY === true,
    columns: stdout.columns ?? 0,
    rows: stdout.rows ?? 0,
    colourBits: stdout.isTTY ? stdout.getColorDepth() : 1,
    locale: env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '',
  };
}
