// What a screen says that has no room for a pane: a line, with the key that leads out, which works though nothing of it is drawn.
import {smallest} from './layout.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import type {Size} from './size.ts';
import type {Dialog} from './ui.ts';

export function tooSmallText(dialog: Dialog | null, {columns, rows}: Size, pen: Pen): string {
  if (dialog?.kind === 'quit')
    return named('Leave? {quitLeave}: it runs on, {quitStop}: stop it, {quitStay}: stay', pen);
  const out = dialog === null ? '{askQuit} quits' : 'Esc closes what is open';
  return named(`Too small: ${columns}x${rows}, needs ${smallest.columns}x${smallest.rows}; ${out}`, pen);
}
