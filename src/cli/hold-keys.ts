// The keys that a person presses while a screen's packages are being read: a terminal that is not held yet would show them as they are
// (`^[[B`). They are kept, and are the first that whoever listens next gets.
import type {EventEmitter} from 'node:events';

/** As much of a terminal's input as is held. */
export interface HeldInput extends EventEmitter {
  readonly isTTY?: boolean;
  setRawMode(raw: boolean): unknown;
  unshift(bytes: Uint8Array): void;
}

const ctrlC = 0x03;

/** `interrupt`: what ctrl-c means, which the terminal does not say any more while it is held. */
export function holdKeys(
  input: HeldInput = process.stdin,
  interrupt: () => void = () => void process.kill(process.pid, 'SIGINT'),
): void {
  if (input.isTTY !== true) return;
  const pressed: Uint8Array[] = [];
  const take = (bytes: Uint8Array): void => {
    if (bytes.includes(ctrlC)) interrupt();
    else pressed.push(bytes);
  };
  const handOver = (event: string | symbol): void => {
    if (event !== 'data') return;
    input.off('newListener', handOver);
    input.off('data', take);
    // Who comes next knows of no mode but the usual one, and takes its own.
    input.setRawMode(false);
    process.nextTick(() => {
      if (pressed.length > 0) input.unshift(Buffer.concat(pressed));
    });
  };
  input.setRawMode(true);
  input.on('data', take);
  input.on('newListener', handOver);
}
