// The top line: what is worked on, who answers for the models, what it cost so far, and how it stands.
import {standOf} from '../core/budget-stand.ts';
import {amountWords} from '../core/budget-words.ts';
import type {State} from '../core/state.ts';
import {clock, oneLine, tokens} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {elapsedMs, moneySpent, sessionStatus, tokensUsed} from './session-status.ts';
import {cutText, fitRow, type Row, span, widthOf} from './spans.ts';

export function titleLine(live: Live, cells: number, pen: Pen): Row {
  const {glyphs, width} = pen;
  const {state} = live;
  const status = [sessionStatus(live, pen), span(' ')];
  const name = state.requirement ? oneLine(state.requirement.name) : '';
  const head = [span(' '), span('Quarterdeck', 'accent'), span('  '), span(name, 'strong')];
  const room = cells - widthOf(head, width) - widthOf(status, width) - 5;
  const [label = '', ...figures] = figuresThatFit(state, room, pen);
  const figuresText = [label, ...figures].join(` ${glyphs.dot} `);
  const goalRoom = room - width(figuresText) - 4;
  const goal = goalRoom < 12 ? '' : cutText(goalOf(state), goalRoom, width, glyphs.ellipsis);
  const left = [...head, span(goal === '' ? '' : `: ${goal}`, 'dim')];
  const labelTone = state.label.kind === 'tape' ? 'strong' : 'dim';
  const right = [span(label, labelTone), span(figuresText.slice(label.length), 'dim'), span('   '), ...status];
  return [...fitRow(left, cells - widthOf(right, width), width, glyphs.ellipsis), ...right];
}

/** The tokens go first, then the money. That it is a tape which answers is said as long as anything is. */
function figuresThatFit(state: State, room: number, {nowMs, width}: Pen): readonly string[] {
  if (state.requirement === undefined) return [];
  const minutes = state.requirement.minutes;
  const time = `${clock(elapsedMs(state, nowMs))} of ${minutes} min`;
  const all = [modelLabel(state), moneyFigure(state), `${tokens(tokensUsed(state))} tokens`, time];
  const [label = '', spent = ''] = all;
  const short = state.label.kind === 'tape' ? noModel : label;
  const choices = [
    ...[all, [label, spent, time], [short, spent, time], [label, time], [short, time]],
    ...[[state.label.kind === 'tape' ? short : time]],
  ];
  return choices.find((figures) => width(figures.join(' · ')) <= room) ?? [];
}

/** Against the session's budget, where there is one. */
function moneyFigure(state: State): string {
  const stand = standOf(state, {kind: 'session'}, 'microdollars');
  return stand === null ? moneySpent(state) : `${moneySpent(state)} of ${amountWords('microdollars', stand.limit)}`;
}

/** Whoever passes by shall not take a recording for a model's own words. */
const noModel = 'tape, no model';

/** The model of the Executor stands for all where they are the same. */
export function modelLabel({label, models}: State): string {
  if (label.kind === 'tape') return `${noModel}: ${oneLine(label.name)}`;
  const names = new Set(Object.values(models).map(({model}) => model));
  const first = models.executor?.model ?? [...names][0] ?? label.provider;
  return names.size > 1 ? `${oneLine(first)} and ${names.size - 1} more` : oneLine(first);
}

function goalOf({requirement}: State): string {
  const goal = oneLine((requirement?.goal ?? '').slice(0, 400).replaceAll('`', ''));
  return goal.split(/(?<=\.)\s/, 1)[0] ?? '';
}
