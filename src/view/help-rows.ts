// The help, made from the keymap, and what the signs on the screen mean.
import type {KeyChanges} from '../core/deck-settings.ts';
import type {Binding} from './bindings.ts';
import {levelSigns} from './console-rows.ts';
import {keyText} from './key-line.ts';
import {type BaseContext, keymapWith} from './keymap.ts';
import type {Pen} from './pen.ts';
import {helpOf} from './rebinding/help-of.ts';
import {hanging, type Row, row, span} from './spans.ts';

const keyCells = 12;

export function helpRows(cells: number, pen: Pen, base: BaseContext, changes: KeyChanges): readonly Row[] {
  const {bindings} = keymapWith(changes);
  const keys = bindings
    .filter((binding) => binding.help !== undefined && binding.keys.length > 0 && isOf(binding, base))
    .flatMap((binding) =>
      hanging(
        [span(keyText(binding.shown, pen.glyphs).padEnd(keyCells), 'strong')],
        helpOf(binding, bindings),
        'plain',
        cells,
        pen.width,
      ),
    );
  return [...keys, [], row('Signs', 'strong'), ...signRows(cells, pen)];
}

function isOf({context}: Binding, base: BaseContext): boolean {
  switch (context) {
    case 'deck':
    case 'moment':
    case 'replay':
      return context === base;
    case 'typing':
    case 'lineCommand':
      return base === 'deck';
    default:
      return true;
  }
}

function signRows(cells: number, {glyphs, width}: Pen): readonly Row[] {
  const signs: readonly (readonly [string, string])[] = [
    [glyphs.works, 'at work'],
    [glyphs.paused, 'paused'],
    [glyphs.up, 'up; running'],
    [glyphs.needs, 'needs you'],
    [glyphs.waits, 'waits for its turn'],
    [`${glyphs.good} ${glyphs.bad}`, 'passed; failed, crashed, or at fault'],
    [glyphs.back, 'sent back by the Reviewer'],
    [`${glyphs.reboot} ${glyphs.harvest}`, 'reboots; what pstore kept is read'],
    [glyphs.bar, "in the console: part of the kernel's complaint"],
    [`${levelSigns.error} ${levelSigns.warning}`, 'in the console: the kernel calls it an error; a warning'],
  ];
  return signs.flatMap(([sign, meaning]) =>
    hanging([span(sign.padEnd(keyCells), 'strong')], meaning, 'plain', cells, width),
  );
}
