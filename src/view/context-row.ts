// How much of what a role may be sent at once its newest prompt took: a small meter for the foot of its pane.
import type {Role} from '../core/roles.ts';
import {meterSpans} from './budget-rows.ts';
import {tokens} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {type Row, span} from './spans.ts';

/** Nothing before its first answer. */
export function contextRow({state, trail}: Live, role: Role, pen: Pen): Row {
  const used = trail.promptTokens[role];
  if (used === undefined) return [];
  const limit = state.prompts[role].total;
  return [
    span('context ', 'dim'),
    ...meterSpans({used, limit}, pen),
    span(` ${tokens(used)} of ${tokens(limit)}`, 'dim'),
  ];
}
