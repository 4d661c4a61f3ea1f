// doctor's self-test: a target of its own, crashed on purpose, and what came back as checks.
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TargetSettings} from '../core/target-settings.ts';
import {createBuilder} from '../drivers/build/builder.ts';
import {withLock} from '../drivers/host/lock.ts';
import {type SelfTestFinding, type SelfTestSources, selfTestTarget} from '../drivers/target/self-test.ts';
import type {Check} from './doctor-table.ts';
import {lockBoard} from './lock-target.ts';
import {openTarget} from './open-target.ts';
import type {Prepared} from './prepare.ts';

export interface SelfTestOptions {
  readonly settings: TargetSettings;
  readonly prepared: Prepared;
  readonly cacheFolder: string;
  readonly stateFolder: string;
  readonly buildSeconds: number;
  readonly say: (line: string) => void;
}

/** The records stay in the state folder until the next self-test. */
export async function selfTest(options: SelfTestOptions): Promise<readonly Check[]> {
  const folder = join(options.stateFolder, 'self-test');
  const waiting = (): void => options.say('another self-test is running: waiting for it');
  return withLock(join(options.stateFolder, 'self-test.lock'), waiting, async () => {
    await rm(folder, {recursive: true, force: true});
    await mkdir(folder, {recursive: true, mode: 0o700});
    const {settings, prepared, cacheFolder} = options;
    const sink = {event: () => {}, console: () => {}, pulse: () => {}};
    const unlock = await lockBoard(settings, 'quarterdeck doctor');
    const target = openTarget({
      settings,
      prepared,
      cacheFolder,
      folder: join(folder, 'target'),
      devices: [],
      sink,
    });
    try {
      const findings = await selfTestTarget({
        target,
        buildModule: (sources) => buildModule(options, folder, sources),
        onLine: options.say,
      });
      return findings.map(checkOf);
    } finally {
      await target.close();
      await unlock();
    }
  });
}

export function checkOf({provoked, cameBack, words, file}: SelfTestFinding): Check {
  const name = `self-test: ${provoked}`;
  const found = words.replace(`${provoked}: `, '');
  if (cameBack) return {name, state: 'ok', found: file === undefined ? found : `${found}: ${file}`};
  return {
    name,
    state: 'missing',
    found,
    mend: 'a crash of a module would leave no evidence here: look at the kernel (pstore, ramoops, i6300esb) and at QEMU',
  };
}

async function buildModule(
  options: SelfTestOptions,
  folder: string,
  {module, files}: SelfTestSources,
): Promise<{readonly koPath: string} | {readonly fault: string}> {
  const sourceFolder = join(folder, 'source');
  await mkdir(sourceFolder, {recursive: true});
  for (const {path, text} of files) await writeFile(join(sourceFolder, path), text);
  const builder = createBuilder({
    kernel: options.prepared.kernel,
    bwrap: options.prepared.tools.bwrap,
    unsafeHostBuild: false,
  });
  const outcome = await builder.build({
    module,
    sourceFolder,
    artefactFolder: join(folder, 'out'),
    deadlineSeconds: options.buildSeconds,
  });
  switch (outcome.kind) {
    case 'built':
      return {koPath: outcome.koPath};
    case 'failed':
      return {fault: outcome.diagnostics[0]?.text ?? 'the compiler said nothing'};
    case 'refused':
    case 'fault':
      return {fault: outcome.why};
    default:
      return outcome satisfies never;
  }
}
