// The logs that the module of faults caused on a real target, each with what is expected of it, and the lines to blame.
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export interface FaultLog {
  /** What is written to the module's file, or given as `at_load`. */
  readonly fault: string;
  readonly title: string;
  /** Where two detectors race, what the other one says. */
  readonly orTitle: string;
  readonly kind: string;
  readonly moduleFrame: string;
  readonly panicReason: string;
  readonly text: string;
}

export const faultsFolder = fileURLToPath(new URL('../../fixtures/modules/faults/', import.meta.url));
const logsFolder = fileURLToPath(new URL('../../fixtures/console/target/', import.meta.url));

export function faultLogs(): readonly FaultLog[] {
  return readdirSync(logsFolder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => {
      // Bytes as they came: the kernel may put any into a line.
      const whole = readFileSync(`${logsFolder}${name}`, 'latin1');
      const end = whole.indexOf('\n\n');
      const field = (key: string): string => new RegExp(`^# ${key}: (.*)$`, 'm').exec(whole.slice(0, end))?.[1] ?? '';
      return {
        fault: name.slice(0, -'.log'.length),
        title: field('title'),
        orTitle: field('orTitle'),
        kind: field('kind'),
        moduleFrame: field('moduleFrame'),
        panicReason: field('panicReason'),
        text: whole.slice(end + 2),
      };
    });
}

/** The number of the line that says so in the module's source. */
export function blamedLine(fault: string): number {
  const lines = readFileSync(`${faultsFolder}faults.c`, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes(`/* BLAME ${fault} */`));
  if (at === -1) throw new Error(`no line of faults.c is marked for ${fault}`);
  return at + 1;
}
