// What `quarterdeck --version` costs through the launcher when nothing is missing, over node that does nothing.
import {fileURLToPath} from 'node:url';
import {processFault, runProcess} from '../../src/drivers/process.ts';
import {compared, ms, ratio} from './measure.ts';

const launcher = fileURLToPath(new URL('../../src/setup/launch.mjs', import.meta.url));

export async function benchStart(print: (line: string) => void): Promise<void> {
  const run = (words: readonly string[]) => async () => {
    const fault = processFault('node', await runProcess({command: 'node', arguments: words, deadlineSeconds: 30}));
    if (fault !== null) throw new Error(fault);
  };
  const {firstMs, secondMs} = await compared(5, run([launcher, '--version']), run(['-e', '']));
  print(
    `  quarterdeck --version ${ms(firstMs)}, node alone ${ms(secondMs)}: ${ratio(firstMs, secondMs)} (medians of 5)`,
  );
}
