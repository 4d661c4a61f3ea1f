// A second opinion as rows: what was stated, what the Verifier says of it, and the lines that it rests on.
import {openOpinionOf, verifierAtWork} from '../core/open-opinion.ts';
import type {Opinion, Statement, StatementVerdict} from '../core/opinion.ts';
import {agentStatus} from './agent-status.ts';
import {oneLine} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {cutText, hanging, type Row, row, type Span, span, type Tone, wrapRows} from './spans.ts';

export const verdictWords: Readonly<Record<StatementVerdict, string>> = {
  confirmed: 'confirmed',
  contradicted: 'contradicted',
  notDecided: 'not decided',
};

const tones: Readonly<Record<StatementVerdict, Tone>> = {confirmed: 'good', contradicted: 'bad', notDecided: 'warn'};

/** What it is held against, by what, and how far it is. */
export function opinionHead(
  {state, streams, ...live}: Live,
  opinion: Opinion,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const model = state.models.verifier;
  const by = model === undefined ? '' : ` ${pen.glyphs.dot} ${model.model} (${model.effort})`;
  return [
    ...wrapRows(`On ${pinWords(opinion)}${by}`, 'dim', cells, pen.width),
    ...wrapRow(standingSpan({state, streams, ...live}, opinion, pen), cells, pen),
  ];
}

function pinWords({pin}: Opinion): string {
  if (pin.at !== 'pinned') return 'a tree that is being pinned';
  const tree = `tree ${pin.tree.slice(0, 12)}`;
  return pin.commit === undefined
    ? `${tree} as it lay there, not committed`
    : `commit ${pin.commit.slice(0, 12)}, ${tree}`;
}

function wrapRow({text, tone}: Span, cells: number, {width}: Pen): readonly Row[] {
  return wrapRows(text, tone, cells, width);
}

function standingSpan(live: Live, opinion: Opinion, pen: Pen): Span {
  const {standing} = opinion;
  const isOpen = openOpinionOf(live.state)?.id === opinion.id;
  if (standing.at !== 'closed' && isOpen && isBusy(live)) {
    const status = agentStatus(unpaused(live), 'verifier', pen);
    return span(`The Verifier: ${status.text}`, status.tone);
  }
  switch (standing.at) {
    case 'answering':
      return span('The Verifier begins.', 'accent');
    case 'concluded':
      return span(standing.summary, 'strong');
    case 'halted':
      return span(
        `The Verifier could not go on: ${standing.why}. ${named('{opinion.say}', pen)} says something, and it begins again.`,
        'warn',
      );
    case 'closed':
      return span(`Closed: ${standing.why}.`, 'dim');
    default:
      return standing satisfies never;
  }
}

function isBusy({state}: Live): boolean {
  const turn = verifierAtWork(state)?.turn;
  return turn !== undefined && turn.at !== 'boundary';
}

/** The work is paused and not the Verifier. */
function unpaused(live: Live): Live {
  const {session} = live.state;
  return session.phase === 'paused' ? {...live, state: {...live.state, session: {phase: 'running'}}} : live;
}

export function statementRows({id, text, answer}: Statement, cells: number, pen: Pen): readonly Row[] {
  const number = `${id.split('.').at(-1)}  `;
  if (answer === undefined) {
    return hanging(
      [span(`${pen.glyphs.waits} `, 'dim'), span(number, 'dim')],
      oneLine(text),
      'plain',
      cells,
      pen.width,
    );
  }
  const {verdict, places, says} = answer;
  const mark = span(`${verdictMark(verdict, pen)} `, tones[verdict]);
  return [
    ...hanging([mark, span(number, 'dim')], oneLine(text), 'strong', cells, pen.width),
    ...hanging(
      [span('     ')],
      `${verdictWords[verdict]}: ${says}`,
      tones[verdict] === 'good' ? 'plain' : tones[verdict],
      cells,
      pen.width,
    ),
    ...places.map(({file, line, text: quote}) => placeRow(`${file}:${line}`, quote, cells, pen)),
  ];
}

function verdictMark(verdict: StatementVerdict, {glyphs}: Pen): string {
  return verdict === 'confirmed' ? glyphs.good : verdict === 'contradicted' ? glyphs.bad : '?';
}

function placeRow(place: string, quote: string, cells: number, {width, glyphs}: Pen): Row {
  const head = `     ${oneLine(place)}  `;
  const room = cells - width(head);
  if (room < 8) return row(cutText(head, cells, width, glyphs.ellipsis), 'accent');
  return [span(head, 'accent'), span(cutText(oneLine(quote), room, width, glyphs.ellipsis), 'dim')];
}

/** An opinion of before, in a line. */
export function earlierRow({id, statements, standing}: Opinion, cells: number, pen: Pen): Row {
  const counts = (Object.keys(verdictWords) as StatementVerdict[]).flatMap((verdict) => {
    const count = statements.filter(({answer}) => answer?.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdictWords[verdict]}`];
  });
  const what = counts.length === 0 ? 'nothing answered' : counts.join(', ');
  const why = standing.at === 'closed' ? `; ${standing.why}` : '';
  return row(
    cutText(`${id}  ${statements.length} stated: ${what}${why}`, cells, pen.width, pen.glyphs.ellipsis),
    'dim',
  );
}
