// Whether KVM runs a kernel on this machine, found out by running one: /dev/kvm may open and still not work. The answer is
// kept per machine, for a machine whose KVM hangs takes the whole deadline to say so.
import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {access, mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {release} from 'node:os';
import {join} from 'node:path';
import {systemClock} from '../clock.ts';
import {processFault, runProcess} from '../process.ts';
import {toolEnvironment} from './tool-environment.ts';

export interface AcceleratorProbe {
  readonly qemu: string;
  readonly kernelImage: string;
  readonly initramfs?: string;
  readonly cacheFolder: string;
  readonly onLine: (line: string) => void;
}

export interface AcceleratorAnswer {
  readonly accelerator: 'kvm' | 'tcg';
  readonly why: string;
}

const device = '/dev/kvm';
const bootSeconds = 15;
const memoryMiB = 256;
/** A machine that was too busy, or whose configuration has changed, gets another chance. */
const refusalKeptMs = 7 * 24 * 3600 * 1000;

export async function probeAccelerator(probe: AcceleratorProbe): Promise<AcceleratorAnswer> {
  const closed = await access(device, constants.R_OK | constants.W_OK).then(
    () => null,
    (fault: NodeJS.ErrnoException) => fault.code ?? 'unknown',
  );
  if (closed !== null) return {accelerator: 'tcg', why: doorWords(closed)};
  const file = join(probe.cacheFolder, `accelerator-${await machineKey(probe.qemu)}.json`);
  const known = parseAnswer(await readFile(file, 'utf8').catch(() => ''), systemClock.nowMs());
  if (known !== null) return known;
  probe.onLine(`trying KVM with a boot of the target's kernel, ${bootSeconds} s at most; the answer is kept`);
  const answer = await bootOnce(probe);
  await keep(file, answer);
  return answer;
}

/** Null when the text is no answer, or one that is too old to believe. */
export function parseAnswer(text: string, nowMs: number): AcceleratorAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const {accelerator, why, atMs} = value as Readonly<Record<string, unknown>>;
  if ((accelerator !== 'kvm' && accelerator !== 'tcg') || typeof why !== 'string' || typeof atMs !== 'number')
    return null;
  if (accelerator === 'tcg' && nowMs - atMs > refusalKeptMs) return null;
  return {accelerator, why};
}

function doorWords(code: string): string {
  if (code === 'ENOENT') return `there is no ${device}`;
  if (code === 'EACCES') return `${device} may not be opened; members of the group kvm may`;
  return `${device} can't be opened (${code})`;
}

/** What the answer hangs on: the processor, the host's kernel and QEMU. */
async function machineKey(qemu: string): Promise<string> {
  const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const model = /^model name.*$/m.exec(cpuinfo)?.[0] ?? '';
  const version = await runProcess({
    command: qemu,
    arguments: ['--version'],
    environment: toolEnvironment(),
    deadlineSeconds: 20,
  });
  const qemuVersion = version.kind === 'exited' ? version.output : '';
  return createHash('sha256')
    .update(JSON.stringify([model, release(), qemuVersion]))
    .digest('hex')
    .slice(0, 12);
}

/** The kernel's first line is enough; what it would do without a root does not matter. */
async function bootOnce(probe: AcceleratorProbe): Promise<AcceleratorAnswer> {
  const seen = new AbortController();
  const outcome = await runProcess({
    command: 'setpriv',
    arguments: ['--pdeathsig', 'KILL', '--', probe.qemu, ...bootArguments(probe)],
    environment: toolEnvironment(),
    deadlineSeconds: bootSeconds,
    signal: seen.signal,
    onLine(line) {
      if (line.includes('Linux version')) seen.abort();
    },
  });
  if (outcome.kind !== 'notStarted' && outcome.output.includes('Linux version')) {
    return {accelerator: 'kvm', why: 'KVM booted the kernel'};
  }
  // QEMU ends well when it is asked to end, so a deadline that has passed can look like an end of its own.
  const fault = outcome.kind === 'killed' && outcome.why === 'timeout' ? null : processFault('QEMU', outcome);
  const why = fault?.split('\n')[0] ?? `it did not boot the kernel within ${bootSeconds} s`;
  return {accelerator: 'tcg', why: `KVM is there and does not work: ${why}`};
}

function bootArguments({kernelImage, initramfs}: AcceleratorProbe): readonly string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-machine', 'pc'],
    ...['-accel', 'kvm', '-cpu', 'host', '-m', `${memoryMiB}M`],
    ...['-kernel', kernelImage, '-append', 'console=ttyS0,115200 panic=-1'],
    ...(initramfs === undefined ? [] : ['-initrd', initramfs]),
    ...['-serial', 'stdio'],
  ];
}

/** An answer that can't be kept is found out again. */
async function keep(file: string, answer: AcceleratorAnswer): Promise<void> {
  const text = JSON.stringify({...answer, atMs: systemClock.nowMs()});
  try {
    await mkdir(join(file, '..'), {recursive: true});
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  } catch {
    return;
  }
}
