// The panes as tabs, where only one of them is shown: each with a sign of how it stands.
import {type CrewRole, roleNames} from '../core/roles.ts';
import {agentStatus} from './agent-status.ts';
import type {Layout} from './layout.ts';
import type {Live} from './live.ts';
import type {Place} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {fitRow, type Row, type Span, span, widthOf} from './spans.ts';
import {phaseSpan} from './target-status.ts';
import {type PaneId, paneIds} from './ui.ts';

export function tabsRow(live: Live, focus: PaneId, cells: number, pen: Pen): Row {
  const tabs = tabsOf(live, focus, cells, pen).flatMap(({spans}) => spans);
  return fitRow([span(' '), ...tabs], cells, pen.width, pen.glyphs.ellipsis);
}

/** Where they can be clicked, in the row that they have. */
export function tabPlaces(
  live: Live,
  focus: PaneId,
  {left: begin, top, width: cells}: Place,
  pen: Pen,
): Layout['panes'] {
  let left = begin + 1;
  return tabsOf(live, focus, cells, pen).map(({id, spans}) => {
    const place = {left, top, width: widthOf(spans, pen.width) - 1, height: 1};
    left += place.width + 1;
    return {id, place};
  });
}

function tabsOf(
  live: Live,
  focus: PaneId,
  cells: number,
  pen: Pen,
): readonly {readonly id: PaneId; readonly spans: readonly Span[]}[] {
  const isShort = cells < 84;
  return paneIds.map((id, index) => {
    const status = id === 'target' ? phaseSpan(live.state.target, pen) : agentStatus(live, id, pen);
    const sign = isSign(status.text) ? status.text.slice(0, 1) : '';
    const name = `${index + 1} ${isShort ? shortNames[id] : longName(id)}`;
    const isFocused = id === focus;
    const spans = [
      span(` ${name}${sign === '' ? '' : ' '}`, isFocused ? 'chosen' : 'dim'),
      span(sign, isFocused ? 'chosen' : status.tone),
      span(' ', isFocused ? 'chosen' : 'plain'),
      span(' '),
    ];
    return {id, spans};
  });
}

const shortNames: Readonly<Record<PaneId, string>> = {
  scheduler: 'Sched',
  planner: 'Plan',
  executor: 'Exec',
  reviewer: 'Rev',
  target: 'Target',
};

const longName = (id: PaneId): string => (id === 'target' ? 'Target' : roleNames[id satisfies CrewRole]);

/** Words without a sign before them leave the tab as it is. */
const isSign = (status: string): boolean => /^[^a-z] /.test(status);
