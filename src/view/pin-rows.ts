// Which tree a second opinion is to be of, in the dialog that asks for one.
import type {PinChoice} from '../core/opinion.ts';
import type {State} from '../core/state.ts';
import {buildAhead} from '../core/usual-pin.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {type Row, span, wrapRows} from './spans.ts';

export function pinRows(of: PinChoice, {state}: {readonly state: State}, cells: number, pen: Pen): readonly Row[] {
  const tone = (choice: PinChoice) => (of === choice ? 'chosen' : 'dim');
  return [
    [
      span(' the newest commit ', tone('commit')),
      span(' '),
      span(' what lies there now ', tone('folder')),
      span(named('  {toggleStrength} changes it', pen), 'dim'),
    ],
    ...wrapRows(aboutPin(of, state), 'dim', cells, pen.width),
  ];
}

function aboutPin(of: PinChoice, state: State): string {
  const {lastCommit} = state;
  if (of === 'commit') {
    const none = 'Where nothing is committed yet, it is what lies in the folder.';
    return lastCommit === undefined ? none : `It is ${lastCommit.slice(0, 12)}.`;
  }
  const build = buildAhead(state);
  if (build !== undefined) return `It was built as ${build.id} and is not committed.`;
  return state.artefact?.unbuilt === true ? 'It was changed since the last build.' : 'It is taken as it is then.';
}
