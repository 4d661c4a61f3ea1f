// `quarterdeck doctor` on this machine: gathers the facts, and gives doctor what it may probe with.
import {join} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import {cacheFolderOf, sessionsFolderOf, stateFolderOf} from '../drivers/session/folders.ts';
import {probeAccelerator} from '../drivers/target/accelerator.ts';
import {type DoctorOptions, doctor} from './doctor.ts';
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
  const environment = process.env;
  const [cacheFolder, stateFolder] = [cacheFolderOf(environment), stateFolderOf(environment)];
  const configuration = await configurationOrFault(asked.config);
  return doctor({
    json: asked.json,
    write: (text) => process.stdout.write(text),
    cacheFolder,
    stateFolder,
    sessionsFolder: sessionsFolderOf(environment),
    nodeVersion: process.versions.node,
    terminal: terminalHere(),
    configuration: 'fault' in configuration ? configuration : factsOf(configuration),
    probe: (host) => checkAccelerator(host, cacheFolder, configuration),
    ...(asked.selfTest && !('fault' in configuration)
      ? {selfTest: async () => runSelfTest(configuration, cacheFolder, stateFolder)}
      : {}),
  });
}

async function configurationOrFault(file: string | undefined): Promise<Configuration | {readonly fault: string}> {
  try {
    return await readConfiguration({
      environment: process.env,
      directory: process.cwd(),
      ...(file === undefined ? {} : {file}),
    });
  } catch (error) {
    if (error instanceof CommandFault) return {fault: error.message};
    throw error;
  }
}

function factsOf({target, provider}: Configuration): DoctorOptions['configuration'] {
  return {
    keyVariable: provider.keyVariable,
    hasKey: (process.env[provider.keyVariable] ?? '') !== '',
    ...(target.kernel === undefined ? {} : {kernel: target.kernel}),
    ...(provider.baseUrl === undefined ? {} : {baseUrl: provider.baseUrl}),
  };
}

async function checkAccelerator(
  host: {readonly qemu: string; readonly kernelImage: string},
  cacheFolder: string,
  configuration: Configuration | {readonly fault: string},
): Promise<Check> {
  const name = 'accelerator';
  const chosen = 'fault' in configuration ? 'auto' : configuration.target.accelerator;
  if (chosen !== 'auto') return {name, state: 'ok', found: `${chosen}, as the configuration says`};
  const probe = {...host, cacheFolder: join(cacheFolder, 'accelerator'), onLine: say};
  const {accelerator, why} = await probeAccelerator(probe);
  if (accelerator === 'kvm') return {name, state: 'ok', found: `KVM: ${why}`};
  return {name, state: 'ok', found: `emulation (TCG), which is slower and does for all: ${why}`};
}

async function runSelfTest(
  configuration: Configuration,
  cacheFolder: string,
  stateFolder: string,
): Promise<readonly Check[]> {
  const {target, build} = configuration;
  const {memoryMiB, cpus} = target;
  const prepared = await prepare(configuration);
  return selfTest({
    ...prepared,
    ...{cacheFolder, stateFolder, memoryMiB, cpus, buildSeconds: build.deadlineSeconds, say},
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
