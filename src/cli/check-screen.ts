// What a person sees of a check: what is being done, and the verdict. On a terminal that watches, the screen is cleared between runs and the
// last verdict stays until there is a newer one; in a pipe lines follow one another.
import {verdictParts, verdictRows} from './check-rows.ts';
import {type Checked, verdictJson} from './check-verdict.ts';
import {numbered, type Output, openWatchScreen} from './watch-screen.ts';

export interface CheckScreen {
  doing(words: string): void;
  verdict(checked: Checked): void;
  /** A line that belongs to the last verdict. */
  note(words: string): void;
  close(): void;
}

export function openCheckScreen(
  {watch, json}: {readonly watch: boolean; readonly json: boolean},
  out: Output = process.stdout,
  errors: Output = process.stderr,
  now: () => Date = () => new Date(),
): CheckScreen {
  const heading = numbered('check', now);
  if (!json && watch && out.isTTY === true) {
    const screen = openWatchScreen(out, heading);
    return {...screen, verdict: (checked) => screen.show(verdictParts(checked))};
  }
  const line = (to: Output, words: string): void => void to.write(`${words}\n`);
  return {
    doing: (words) => line(errors, `-- ${words}`),
    verdict(checked) {
      const rows = watch ? [heading(), ...verdictRows(checked)] : verdictRows(checked);
      line(out, json ? verdictJson(checked) : rows.join('\n'));
    },
    note: (words) => line(json ? errors : out, words),
    close: () => {},
  };
}
