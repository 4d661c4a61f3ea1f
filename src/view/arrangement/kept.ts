// What of the screen is kept from one start to the next, as text. What can't be read is left as it is, and the screen is as usual.

import {type ChosenTheme, themes} from '../../core/deck-settings.ts';
import {isJson, type Json, parseJson} from '../../core/json.ts';
import {consoleFilters, consoleStamps} from '../console-look.ts';
import {type PaneId, paneIds, type Ui} from '../ui.ts';
import {type Arrangement, grownMax} from './arrangement.ts';

export type Kept = Pick<Ui, 'arrangement' | 'chosenTheme'> & Pick<Ui['look'], 'filter' | 'stamps'>;

const version = 1;

export function keptOf({arrangement, chosenTheme, look}: Ui): Kept {
  return {arrangement, chosenTheme, filter: look.filter, stamps: look.stamps};
}

export function keptText(kept: Kept): string {
  return `${JSON.stringify({version, ...kept})}\n`;
}

export function withKept(ui: Ui, {arrangement, chosenTheme, filter, stamps}: Kept): Ui {
  return {...ui, arrangement, chosenTheme, look: {...ui.look, filter, stamps}};
}

/** Null where it is not what this program wrote. */
export function parseKept(text: string): Kept | null {
  const fields = parseJson(text);
  if (fields === null || fields['version'] !== version) return null;
  const filter = consoleFilters.find((known) => known === fields['filter']);
  const stamps = consoleStamps.find((known) => known === fields['stamps']);
  const arrangement = arrangementIn(fields['arrangement']);
  const chosenTheme = themeIn(fields['chosenTheme']);
  if (filter === undefined || stamps === undefined || arrangement === null || chosenTheme === undefined) return null;
  return {arrangement, chosenTheme, filter, stamps};
}

function arrangementIn(value: unknown): Arrangement | null {
  if (!isJson(value) || !Array.isArray(value['hidden']) || !isJson(value['grown'])) return null;
  const {hidden, grown} = value as {readonly hidden: readonly unknown[]; readonly grown: Json};
  const panes = hidden.flatMap((one) => paneIds.find((id) => id === one) ?? []);
  const steps = Object.entries(grown).flatMap(([name, by]): readonly [PaneId, number][] => {
    const id = paneIds.find((known) => known === name);
    return id === undefined || !Number.isInteger(by) || Math.abs(by as number) > grownMax ? [] : [[id, by as number]];
  });
  const isWhole = panes.length === hidden.length && steps.length === Object.keys(grown).length;
  // All of them hidden nobody has arranged.
  return isWhole && new Set(panes).size < paneIds.length ? {hidden: panes, grown: Object.fromEntries(steps)} : null;
}

function themeIn(value: unknown): ChosenTheme | null | undefined {
  if (value === null) return null;
  if (!isJson(value)) return undefined;
  const [chosen, over] = [value['chosen'], value['over']].map((one) => themes.find((theme) => theme === one));
  return chosen === undefined || over === undefined ? undefined : {chosen, over};
}
