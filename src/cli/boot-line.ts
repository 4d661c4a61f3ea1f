// The wait for a target to come up, as a line of a plain terminal: against how long it took the last time.
import {type BootTimes, readBootTimes} from '../drivers/target/boot-times.ts';
import {openProgressLine, type ProgressLine} from './progress-line.ts';

const tellMs = 250;

/** What `booting` comes to. `file` says how long such a life took before. */
export async function whileBooting<Value>(
  {what, file, kind}: {readonly what: string; readonly file: string; readonly kind: keyof BootTimes},
  booting: () => Promise<Value>,
  line: ProgressLine = openProgressLine(),
): Promise<Value> {
  const of = (readBootTimes(file)[kind] ?? 0) / 1000;
  const startedMs = performance.now();
  const tell = (): void =>
    line.tell({what, done: Math.min(of, (performance.now() - startedMs) / 1000), of, unit: 'seconds'});
  tell();
  const timer = setInterval(tell, tellMs);
  try {
    return await booting();
  } finally {
    clearInterval(timer);
    line.close();
  }
}
