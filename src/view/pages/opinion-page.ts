// The second opinion: the person's statements with what the Verifier says of each, the talk of the two, and what can be made of it. It works
// while the rest runs, waits or is paused.
import type {PersonCommand} from '../../core/commands.ts';
import type {Opinion, Statement} from '../../core/opinion.ts';
import type {State} from '../../core/state.ts';
import {usualPinOf} from '../../core/usual-pin.ts';
import {activityRows} from '../activity-rows.ts';
import type {Live} from '../live.ts';
import {earlierRow, opinionHead, statementRows, verdictWords} from '../opinion-rows.ts';
import type {Pen} from '../pen.ts';
import {named} from '../rebinding/named.ts';
import {row, wrapRows} from '../spans.ts';
import {emptyEdit} from '../text-edit.ts';
import {type Facts, noticed, type OpenPage, type Purpose, type Step, type Ui} from '../ui.ts';
import {whyNoOpinion} from '../why-no-opinion.ts';
import type {Page, PageItem} from './page.ts';

export const opinionPage: Page = {
  name: 'the second opinion',
  title: ({state}) => {
    const opinion = newestOf(state);
    return opinion === undefined ? 'Second opinion' : `Second opinion ${opinion.id}`;
  },
  empty:
    'No second opinion yet. {opinion.new} asks for one: say how it ought to work, and the Verifier, who has no part in the work, holds the code against it, statement by statement, with the lines that decide it.',
  items,
  keys: [
    {
      keys: ['n'],
      shown: 'n',
      label: 'new',
      rank: 5,
      help: 'ask for a new one; the one before is closed',
      asks: true,
      step: askNew,
    },
    {keys: ['a'], shown: 'a', label: 'add', rank: 3, help: 'state more', asks: true, step: add},
    {keys: ['m'], shown: 'm', label: 'say', rank: 2, help: 'say something to the Verifier', asks: true, step: say},
    {
      keys: ['c'],
      shown: 'c',
      label: 'constraint',
      rank: 1,
      help: 'make a constraint of the selected statement; you edit it first',
      asks: true,
      step: constraint,
    },
    {keys: ['x'], shown: 'x', label: 'end it', rank: 4, help: 'close the opinion', asks: true, step: close},
    {keys: ['V'], shown: 'V', label: 'codex', rank: 6, help: 'open codex on a copy of the pinned tree', step: codex},
  ],
};

/** The key of the talk's item. */
export const talkKey = 'talk';

const newestOf = ({opinions}: State): Opinion | undefined => opinions.at(-1);
const openOf = (state: State): Opinion | undefined => {
  const opinion = newestOf(state);
  return opinion?.standing.at === 'closed' ? undefined : opinion;
};

function items(live: Live, cells: number, pen: Pen): readonly PageItem[] {
  const opinion = newestOf(live.state);
  if (opinion === undefined) return [];
  const talk = activityRows(since(live, opinion.askedAtMs), 'verifier', cells, pen);
  const earlier = live.state.opinions.slice(0, -1).toReversed();
  return [
    {key: null, rows: [...opinionHead(live, opinion, cells, pen), []]},
    ...opinion.statements.map((one) => ({key: one.id, rows: [...statementRows(one, cells, pen), []]})),
    {key: talkKey, rows: [row('The talk', 'strong'), ...(talk.length === 0 ? noTalk(cells, pen) : talk), []]},
    ...(earlier.length === 0
      ? []
      : [{key: null, rows: [row('Before', 'strong'), ...earlier.map((one) => earlierRow(one, cells, pen))]}]),
  ];
}

function noTalk(cells: number, pen: Pen) {
  return wrapRows(
    named('What it reads and says comes in here. {opinion.say} says something to it.', pen),
    'dim',
    cells,
    pen.width,
  );
}

/** What was said in earlier opinions is not of this one. */
function since(live: Live, fromMs: number): Live {
  const {state} = live;
  const {verifier} = state.agents;
  const activity = verifier.activity.filter(({atMs}) => atMs >= fromMs);
  const messages = state.messages.filter(({atMs}) => atMs >= fromMs);
  return {...live, state: {...state, messages, agents: {...state.agents, verifier: {...verifier, activity}}}};
}

function askNew(ui: Ui, _selected: string | null, {state, nowMs}: Facts): Step {
  const why = whyNoOpinion(state);
  return why === null ? writing(ui, {kind: 'secondOpinion', of: usualPinOf(state)}, null) : refused(ui, why, nowMs);
}

function add(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const opinion = openOf(state);
  if (opinion === undefined) return refused(ui, notOpen, nowMs);
  return writing(ui, {kind: 'secondOpinion', opinion: opinion.id}, selected);
}

function say(ui: Ui, _selected: string | null, {state, nowMs}: Facts): Step {
  const opinion = openOf(state);
  if (opinion === undefined) return refused(ui, notOpen, nowMs);
  return writing(ui, {kind: 'verifierWords', opinion: opinion.id}, talkKey);
}

function close(ui: Ui, _selected: string | null, {state, nowMs}: Facts): Step {
  const opinion = openOf(state);
  if (opinion === undefined) return refused(ui, notOpen, nowMs);
  const command: PersonCommand = {do: 'closeOpinion', opinion: opinion.id};
  return {ui, acts: [{kind: 'command', command}]};
}

function codex(ui: Ui, _selected: string | null, {state}: Facts): Step {
  const pin = newestOf(state)?.pin;
  return {ui, acts: [{kind: 'openCodex', tree: pin?.at === 'pinned' ? pin.tree : null}]};
}

/** Of any statement: what was contradicted is to be mended, what was confirmed is to stay so. The person edits the words. */
function constraint(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const opinion = newestOf(state);
  const statement = opinion?.statements.find(({id}) => id === selected);
  if (opinion === undefined || statement === undefined) return refused(ui, 'Select a statement first.', nowMs);
  if (state.session.phase === 'ended') return refused(ui, 'The session has ended.', nowMs);
  const text = constraintText(statement);
  const purpose: Purpose = {kind: 'constraint', opinion: opinion.id};
  return writing(ui, purpose, selected, {text, at: text.length});
}

function constraintText({text, answer}: Statement): string {
  if (answer === undefined || answer.verdict === 'confirmed') return text;
  const places = answer.places.map(({file, line}) => `${file}:${line}`).join(', ');
  return `${text} (second opinion: ${verdictWords[answer.verdict]}${places === '' ? '' : `, ${places}`})`;
}

function writing(ui: Ui, purpose: Purpose, selected: string | null, edit = emptyEdit): Step {
  const back: OpenPage = {kind: 'page', page: 'opinion', selected, scroll: null};
  return {ui: {...ui, dialog: {kind: 'text', purpose, edit, strength: 'must', back}}, acts: []};
}

const notOpen = 'No second opinion is open; {opinion.new} asks for one.';

const refused = (ui: Ui, why: string, nowMs: number): Step => ({ui: noticed(ui, why, 'warn', nowMs), acts: []});
