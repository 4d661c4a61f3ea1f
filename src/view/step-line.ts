// What a key behind ctrl-t does while the target's console is typed into; whatever it was, what is typed next goes to the line again.
import {type Key, keyNameOf} from './keys.ts';
import {type Act, type Facts, noticed, type Step, type Ui} from './ui.ts';

type LineCommand = 'sendBreak' | 'offerSize' | 'typePrefix' | 'typeOn';

export function lineCommanded(before: Ui, command: LineCommand, {consoleSize}: Facts): Step {
  const ui: Ui = {...before, typing: 'keys'};
  switch (command) {
    case 'sendBreak':
      return {ui, acts: [{kind: 'sendBreak'}]};
    case 'offerSize':
      return {
        ui,
        acts: consoleSize === null ? [] : [typed(`stty rows ${consoleSize.rows} cols ${consoleSize.columns}\r`)],
      };
    case 'typePrefix':
      return {ui, acts: [typed('\x14')]};
    case 'typeOn':
      return {ui, acts: []};
    default:
      return command satisfies never;
  }
}

export function lineCommandUnknown(ui: Ui, key: Key, {nowMs}: Facts): Step {
  const name = key.name === 'paste' ? 'a paste' : keyNameOf(key);
  const words = `${name} behind ctrl-t means nothing: what is typed goes to the console again`;
  return {ui: noticed({...ui, typing: 'keys'}, words, 'warn', nowMs), acts: []};
}

function typed(text: string): Act {
  return {kind: 'type', text};
}
