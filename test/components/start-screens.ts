// The start screens that are kept as golden files: what was known, where in it a person was, and which keys were pressed.
import {cellWidth} from '../../components/cell-width.ts';
import type {Size} from '../../src/view/size.ts';
import {noFacts, type StartFacts} from '../../src/view/start/start-facts.ts';
import type {Offer, StartPlace} from '../../src/view/start/start-ui.ts';
import {type StartView, startViewOf} from '../../src/view/start/start-view.ts';
import {knownFacts, nowMs, withModel} from '../view/start/facts.ts';
import {press} from '../view/start/press.ts';

export interface StartGolden {
  readonly name: string;
  readonly facts: StartFacts;
  readonly place?: StartPlace;
  readonly keys?: readonly string[];
  readonly unicode?: boolean;
  readonly sizes?: readonly Size[];
}

const small: Size = {columns: 80, rows: 24};
const usual: Size = {columns: 120, rows: 40};

const completions = [
  {path: 'work/mychar', isTask: true},
  {path: 'work/other/', isTask: false},
];
const offer: Offer = {
  ...{id: '20260501-115500-ringlog-aaaa', task: 'ringlog', workspace: 'quarterdeck-work/ringlog'},
  ...{isRunning: false, instead: {kind: 'asked'}},
};

export const startGoldens: readonly StartGolden[] = [
  {name: 'menu', facts: knownFacts},
  {name: 'unknown', facts: noFacts, sizes: [small]},
  {name: 'goal', facts: withModel, keys: ['enter', ...'Write a module `mychar` that counts']},
  {name: 'no-model', facts: knownFacts, keys: ['enter'], sizes: [small]},
  {name: 'tasks', facts: knownFacts, keys: ['2', 'down'], sizes: [small, usual]},
  {name: 'path', facts: {...knownFacts, completions}, keys: ['2', ...'work/', 'down'], sizes: [small]},
  {name: 'sessions', facts: knownFacts, keys: ['3', 'down']},
  {name: 'session', facts: knownFacts, keys: ['3', '1'], sizes: [small]},
  {name: 'targets', facts: knownFacts, keys: ['4'], sizes: [small]},
  {name: 'offer', facts: knownFacts, place: {at: 'offer', offer}, sizes: [small, usual]},
  {name: 'machine', facts: knownFacts, keys: ['m'], sizes: [small]},
  {name: 'help', facts: knownFacts, keys: ['?'], sizes: [small]},
  {name: 'narrow', facts: knownFacts, sizes: [{columns: 60, rows: 15}]},
  {name: 'too-small', facts: knownFacts, sizes: [{columns: 59, rows: 15}]},
  {name: 'ascii', facts: knownFacts, unicode: false, sizes: [small]},
];

export function startViewFor(
  {facts, place = {at: 'menu'}, keys = [], unicode = true}: StartGolden,
  size: Size,
): StartView {
  const {ui} = press(place, keys, facts);
  // The keys went by a page of another height; the view keeps what is scrolled within its own.
  return startViewOf(ui, facts, size, nowMs, {unicode, width: cellWidth});
}
