// The panes as tabs, where only one of them is shown: each with a sign of how it stands.
import {type CrewRole, roleNames} from '../core/roles.ts';
import {agentStatus} from './agent-status.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {fitRow, type Row, type Span, span} from './spans.ts';
import {phaseSpan} from './target-status.ts';
import {type PaneId, paneIds} from './ui.ts';

export function tabsRow(live: Live, focus: PaneId, cells: number, pen: Pen): Row {
  const isShort = cells < 84;
  const tabs = paneIds.flatMap((id, index): readonly Span[] => {
    const status = id === 'target' ? phaseSpan(live.state.target, pen) : agentStatus(live, id, pen);
    const sign = isSign(status.text) ? status.text.slice(0, 1) : '';
    const name = `${index + 1} ${isShort ? shortNames[id] : longName(id)}`;
    const isFocused = id === focus;
    return [
      span(` ${name}${sign === '' ? '' : ' '}`, isFocused ? 'chosen' : 'dim'),
      span(sign, isFocused ? 'chosen' : status.tone),
      span(' ', isFocused ? 'chosen' : 'plain'),
      span(' '),
    ];
  });
  return fitRow([span(' '), ...tabs], cells, pen.width, pen.glyphs.ellipsis);
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
