// The approaches of every plan, the chosen one first; from here the person picks another.
import type {Approach, Plan} from '../../core/entities.ts';
import {oneLine} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {scoreOf} from '../plan-table.ts';
import {sheetOf} from '../sheet.ts';
import {span, spread} from '../spans.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';

export const plansPage: Page = {
  name: 'plans',
  title: ({state}) => (state.plans.length === 0 ? 'Plans' : `Plans: ${state.plans.map(({task}) => task).join(', ')}`),
  empty: 'No plan yet. For each task the Planner weighs two or more approaches.',
  items: ({state}, cells, pen) =>
    state.plans.toReversed().flatMap((plan) => inOrder(plan).map((approach) => itemOf(plan, approach, cells, pen))),
  keys: [
    {
      ...{keys: ['a', 'enter'], shown: 'a', label: 'follow this one', rank: 2, asks: true},
      help: 'follow the selected approach; an Executor that has begun is told at its next boundary',
      step: choose,
    },
  ],
};

function inOrder({approaches, choice}: Plan): readonly Approach[] {
  return approaches.toSorted((one, other) => Number(other.name === choice) - Number(one.name === choice));
}

const separator = ' / ';

function itemOf(plan: Plan, approach: Approach, cells: number, pen: Pen): PageItem {
  const sheet = sheetOf(cells, pen);
  const isChosen = approach.name === plan.choice;
  const mark = isChosen ? (plan.chosenBy === 'person' ? 'chosen by you' : 'chosen') : '';
  const why = isChosen && plan.chosenBy === undefined ? plan.why : '';
  const lost = plan.lost.find(({approach: name}) => name === approach.name && !isChosen)?.why ?? '';
  const head = [
    span(`${plan.task}  `, 'dim'),
    span(oneLine(approach.name), isChosen ? 'strong' : 'plain'),
    span(`  ${scoreOf(plan, approach).toFixed(1)}`, isChosen ? 'good' : 'dim'),
  ];
  return {
    key: `${plan.id}${separator}${approach.name}`,
    rows: [
      spread(head, [span(mark, 'good')], cells, pen.width, pen.glyphs.ellipsis),
      ...sheet.item('why', why),
      ...sheet.item('lost', lost),
      ...sheet.item('summary', approach.summary),
      ...sheet.item('algorithms', approach.algorithms),
      ...sheet.item('structures', approach.dataStructures),
      ...sheet.item('locking', approach.locking),
      ...sheet.item('lifetime', approach.lifetime),
      ...approach.kernelApi.flatMap(({name, header}) =>
        sheet.item('kernel API', `${oneLine(name)}  ${oneLine(header)}`),
      ),
      ...approach.risks.flatMap((risk) => sheet.item('risk', risk)),
      [],
    ],
  };
}

function choose(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const plan = state.plans.find(({id}) => selected?.startsWith(`${id}${separator}`));
  if (plan === undefined || selected === null)
    return {ui: noticed(ui, 'No approach is selected.', 'warn', nowMs), acts: []};
  const choice = selected.slice(plan.id.length + separator.length);
  return {ui, acts: [{kind: 'command', command: {do: 'choosePlan', plan: plan.id, choice}}]};
}
