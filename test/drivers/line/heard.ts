// Listens to a console's line, and waits for what it says.
import type {LineListener} from '../../../src/drivers/line/console-line.ts';

export interface Heard {
  readonly listener: LineListener;
  /** `lost: WHY`, `back`, in order. */
  readonly facts: readonly string[];
  text(): string;
  bytes(): number;
  /** Resolves once it holds; the test's own deadline is the limit. */
  until(holds: () => boolean): Promise<void>;
}

export function openHeard(): Heard {
  const facts: string[] = [];
  const chunks: Buffer[] = [];
  let bytesHeard = 0;
  const looks = new Set<() => void>();
  const look = (): void => {
    for (const one of looks) one();
  };
  return {
    facts,
    text: () => Buffer.concat(chunks).toString('latin1'),
    bytes: () => bytesHeard,
    listener: {
      bytes(bytes) {
        bytesHeard += bytes.length;
        chunks.push(Buffer.from(bytes));
        look();
      },
      lost(why) {
        facts.push(`lost: ${why}`);
        look();
      },
      back() {
        facts.push('back');
        look();
      },
    },
    until: (holds) =>
      new Promise((resolve) => {
        const one = (): void => {
          if (!holds()) return;
          looks.delete(one);
          resolve();
        };
        looks.add(one);
        one();
      }),
  };
}
