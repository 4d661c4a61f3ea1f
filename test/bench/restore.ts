// From a saved state to the first answer of a command, over a real boot to the same answer; and where the time goes.
import {mkdir} from 'node:fs/promises';
import {openMachineRoom} from '../../src/drivers/target/machine-room.ts';
import type {Room, SaveOutcome} from '../../src/drivers/target/room.ts';
import type {QemuTargetOptions} from '../../src/drivers/target/target-options.ts';
import {median, ms, ratio, timed} from './measure.ts';
import {memoryMiB, type TargetBench, targetOptions} from './targets.ts';

const restores = 9;
const boots = 3;
const question = {script: 'echo here', deadlineSeconds: 60, outputBytesMax: 100};

type Stage = 'kill' | 'start' | 'hello' | 'answer';

export async function benchRestore(options: TargetBench): Promise<void> {
  const {print} = options;
  const machine = targetOptions(options, 'restored');
  await mkdir(machine.folder, {recursive: true});
  const {room, hello} = openRoom(machine);
  try {
    const booted = await inTurn(boots, () => lifeOf(room, hello, 'fresh'));
    const saved: SaveOutcome = await room.save();
    if (!saved.saved) throw new Error(`the target could not be saved: ${saved.why}`);
    const restored = await inTurn(restores, () => lifeOf(room, hello, 'saved'));
    const [boot, restore] = [totalOf(booted), totalOf(restored)];
    print(`  saved in ${ms(saved.tookMs)}: ${Math.round(saved.bytes / 1e6)} MB of ${memoryMiB} MiB`);
    print(
      `  first answer from the save ${ms(restore)}, from a boot ${ms(boot)}: ${ratio(restore, boot)} (medians of ${restores} and ${boots}, TCG)`,
    );
    print(`  of it: ${stageWords(restored)}`);
    print(`  slowest of ${restores}: ${ms(Math.max(...restored.map(sum)))}`);
  } finally {
    await room.close();
  }
}

function openRoom(options: QemuTargetOptions): {
  readonly room: Required<Room>;
  hello(): Promise<void>;
} {
  let said = Promise.withResolvers<void>();
  const room = openMachineRoom(options, {
    hello: () => said.resolve(),
    died: (why) => said.reject(new Error(why)),
    ...{
      console: () => {},
      heartbeat: () => {},
      watchdog: () => {},
      reset: () => {},
      guestPanicked: () => {},
      line: () => {},
    },
  });
  return {
    room,
    hello() {
      said = Promise.withResolvers();
      return said.promise;
    },
  };
}

/** What each stage of a life took until its first answer; the end of the life before it is the first. */
async function lifeOf(
  room: Required<Room>,
  hello: () => Promise<void>,
  how: 'fresh' | 'saved',
): Promise<Readonly<Record<Stage, number>>> {
  const kill = await timed(() => room.kill());
  const start = await timed(() => room.start(how));
  const here = await timed(() => {
    const said = hello();
    room.continue();
    return said;
  });
  const answer = await timed(async () => {
    const outcome = await room.channel()?.exec(question);
    if (outcome?.kind !== 'exited' || outcome.code !== 0) throw new Error(`no answer: ${JSON.stringify(outcome)}`);
  });
  return {kill, start, hello: here, answer};
}

async function inTurn<Value>(times: number, run: () => Promise<Value>): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < times; round++) values.push(await run());
  return values;
}

type Life = Readonly<Record<Stage, number>>;

const sum = ({kill, start, hello, answer}: Life): number => kill + start + hello + answer;
const totalOf = (lives: readonly Life[]): number => median(lives.map(sum));

function stageWords(lives: readonly Life[]): string {
  const words: Readonly<Record<Stage, string>> = {
    kill: 'the old QEMU ends',
    start: 'a new one, its RAM and its devices',
    hello: 'it runs and says hello',
    answer: 'the answer',
  };
  const stages = Object.keys(words) as Stage[];
  return stages.map((stage) => `${words[stage]} ${ms(median(lives.map((life) => life[stage])))}`).join(', ');
}
