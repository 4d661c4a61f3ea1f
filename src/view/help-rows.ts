// The help, made from the keymap, and what the signs on the screen mean.
import type {KeyChanges} from '../core/deck-settings.ts';
import type {KeyContext} from './bindings.ts';
import {keyText} from './key-line.ts';
import {keymapWith} from './keymap.ts';
import type {Pen} from './pen.ts';
import {helpOf} from './rebinding/help-of.ts';
import {hanging, type Row, row, span} from './spans.ts';

const keyCells = 12;

export function helpRows(cells: number, pen: Pen, isReplay: boolean, changes: KeyChanges): readonly Row[] {
  const {bindings} = keymapWith(changes);
  const keys = bindings
    .filter(
      ({help, context, keys: own}) =>
        help !== undefined && own.length > 0 && (isReplay ? !liveOnly.has(context) : context !== 'replay'),
    )
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

const liveOnly: ReadonlySet<KeyContext> = new Set(['deck', 'typing']);

function signRows(cells: number, {glyphs, width}: Pen): readonly Row[] {
  const signs: readonly (readonly [string, string])[] = [
    [glyphs.works, 'at work'],
    [glyphs.paused, 'paused'],
    [glyphs.needs, 'up; running; or in yellow: needs you'],
    [glyphs.waits, 'waits for its turn'],
    [`${glyphs.good} ${glyphs.bad}`, 'passed; failed, crashed, or at fault'],
    [glyphs.back, 'sent back by the Reviewer'],
    [`${glyphs.reboot} ${glyphs.harvest}`, 'reboots; what pstore kept is read'],
    [glyphs.bar, "in the console: part of the kernel's complaint"],
  ];
  return signs.flatMap(([sign, meaning]) =>
    hanging([span(sign.padEnd(keyCells), 'strong')], meaning, 'plain', cells, width),
  );
}
