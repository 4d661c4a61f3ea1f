// A target that is told what each of its lives comes to, for what is decided over runs and not in them.
import type {TargetEvent} from '../../../src/core/target-events.ts';
import type {RunTarget} from '../../../src/drivers/target/task-run.ts';
import type {ExecOutcome, ExecRequest} from '../../../src/ports.ts';
import {report} from './reports-for-tests.ts';

/** `fails`: accept.sh does; an ending that never comes is `hangs`. */
export type Life = 'well' | 'fails' | 'panics' | 'hangs';

export interface ScriptedTarget extends RunTarget {
  /** How each life began. */
  readonly starts: readonly string[];
  readonly scripts: readonly string[];
}

export const title = 'BUG: bad in ring_read';

/** One life after each `clean`; the last one stays. The console is what `mark` lines were echoed to. */
export function scriptedTarget(lives: readonly Life[], buildId: string, said: (text: string) => void): ScriptedTarget {
  const starts: string[] = [];
  const scripts: string[] = [];
  const events: TargetEvent[] = [];
  const well = (output = ''): ExecOutcome => ({kind: 'exited', code: 0, output});
  const life = (): Life => lives[Math.min(starts.length, lives.length) - 1] ?? 'well';

  async function exec({script}: ExecRequest): Promise<ExecOutcome> {
    scripts.push(script);
    for (const [, text] of script.matchAll(/echo '([^']*)' >\/dev\/kmsg/g)) said(`${text}\n`);
    if (script.includes('notes/.note.gnu.build-id')) return well(noteOf(buildId).toString('base64'));
    if (!script.includes('accept.sh')) return well();
    switch (life()) {
      case 'well':
        return well();
      case 'fails':
        return {kind: 'exited', code: 1, output: 'not accepted: it is empty\n'};
      case 'hangs':
        return new Promise(() => {});
      case 'panics':
        events.push({type: 'target.panicked', report: report('oops', title)});
        return {kind: 'lost', reason: 'the target was reset', output: ''};
      default:
        return life() as never;
    }
  }

  const up = async () => ({kind: 'up', boot: starts.length}) as const;
  return {
    starts,
    scripts,
    mark: () => events.length,
    since: (mark) => events.slice(mark),
    clean(how) {
      starts.push(how);
      return up();
    },
    ...{powerOn: up, reset: up, recover: up, settled: up, exec},
    push: async () => ({pushed: true}),
    powerOff: async () => {},
    writeConsole: () => {},
    sendBreak: async () => {},
    close: async () => {},
  };
}

/** As elf(5) lays a note out. */
function noteOf(buildId: string): Buffer {
  const id = Buffer.from(buildId, 'hex');
  const head = Buffer.alloc(12);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(id.length, 4);
  head.writeUInt32LE(3, 8);
  return Buffer.concat([head, Buffer.from('GNU\0'), id]);
}
