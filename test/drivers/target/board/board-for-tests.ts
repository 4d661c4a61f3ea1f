// A board's target on a test rig, with all that it told; closed after its test.
import type {TargetEvent} from '../../../../src/core/target-events.ts';
import {openLine} from '../../../../src/drivers/line/open-line.ts';
import {createBoardTarget} from '../../../../src/drivers/target/board/board-target.ts';
import type {OpenLine} from '../../../../src/drivers/target/board/line.ts';
import type {CaptureReader, RunTarget} from '../../../../src/drivers/target/task-run.ts';
import type {Closing} from '../../../temporary.ts';
import {boardRig, type Rig, type RigOptions} from './rig.ts';

export interface BoardForTests {
  readonly rig: Rig;
  readonly target: RunTarget;
  readonly capture: CaptureReader;
  readonly events: readonly TargetEvent[];
  /** The types of the events, without their prefix; of a reset its cause, of a rung its name. */
  story(): readonly string[];
  /** Resolves with the next event of this type, told after the call. */
  next(type: TargetEvent['type']): Promise<TargetEvent>;
  /** All that the console has said. */
  console(): string;
}

export async function boardForTests(t: Closing, options: RigOptions = {}): Promise<BoardForTests> {
  const rig = await boardRig(t, options);
  const events: TargetEvent[] = [];
  const waiting: {readonly type: TargetEvent['type']; readonly resolve: (event: TargetEvent) => void}[] = [];
  let console = Buffer.alloc(0);
  // A pty has no BREAK; QEMU's monitor sends it to the UART.
  const withBreak: OpenLine = async (settings, listener) => ({
    ...(await openLine(settings, listener)),
    sendBreak: () => rig.monitor('chardev-send-break uart'),
  });
  const target = createBoardTarget(
    {settings: rig.settings, environment: rig.environment, folder: rig.folder, openLine: withBreak},
    {
      event(event) {
        events.push(event);
        for (const {type, resolve} of waiting) if (type === event.type) resolve(event);
      },
      console(bytes) {
        console = Buffer.concat([console, bytes]);
      },
      pulse() {},
    },
  );
  t.after(() => target.close());
  return {
    ...{rig, target, events},
    capture: {position: () => console.length, read: async (from, to) => console.subarray(from, to)},
    story: () => events.map(words),
    next: (type) => new Promise((resolve) => waiting.push({type, resolve})),
    console: () => console.toString('latin1'),
  };
}

function words(event: TargetEvent): string {
  const name = event.type.slice('target.'.length);
  if (event.type === 'target.wasReset') return `${name} ${event.cause}`;
  if (event.type === 'target.rungTaken') return `${name} ${event.rung}`;
  if (event.type !== 'target.harvested') return name;
  return `${name} ${event.records.map(({reason}) => reason?.split('#')[0] ?? 'no head').join('+') || 'nothing'}`;
}
