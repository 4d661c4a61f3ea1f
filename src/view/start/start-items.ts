// What can be chosen in each place of the start screen, and what each leads to.
import {firstLine, oneLine} from '../formats.ts';
import {age, type ListedSession, standingText} from '../session-rows.ts';
import type {ModelAtHand, ShippedTask, StartFacts} from './start-facts.ts';
import type {Offer, StartChoice, StartPlace, StartUi} from './start-ui.ts';

export type Leads =
  | {readonly to: 'place'; readonly place: StartPlace}
  | {readonly to: 'choice'; readonly choice: StartChoice}
  /** Into the text that is being typed. */
  | {readonly to: 'path'; readonly path: string};

export interface StartItem {
  readonly text: string;
  readonly note: string;
  /** Why it can't be chosen now; null where it can. */
  readonly whyNot: string | null;
  readonly leads: Leads;
}

export function itemsOf(ui: StartUi, facts: StartFacts, nowMs: number): readonly StartItem[] {
  const {place} = ui;
  switch (place.at) {
    case 'menu':
      return menuItems(facts, nowMs);
    case 'goal':
      return [];
    case 'task':
      return ui.path.text === '' ? facts.tasks.map((task) => taskItem(task, facts.model)) : completionItems(facts);
    case 'sessions':
      return facts.sessions.map((session) => sessionItem(session, nowMs));
    case 'session':
      return sessionItems(facts.sessions.find(({id}) => id === place.id));
    case 'targets':
      return facts.targets.map(({name, about}) => item(name, about, choice({kind: 'console', target: name})));
    case 'offer':
      return offerItems(place.offer);
    default:
      return place satisfies never;
  }
}

function menuItems(facts: StartFacts, nowMs: number): readonly StartItem[] {
  const {sessions, sessionsRead, targets, tasks, trouble} = facts;
  const noSession =
    sessions.length > 0 ? null : sessionsRead === 'some' ? 'they are still being read' : 'there is none yet';
  return [
    {...item('A goal in a few words', goalNote(facts.model), to('goal')), whyNot: whyNoGoal(facts)},
    {...item('A task folder', taskNote(tasks, facts.model), to('task')), whyNot: trouble ?? null},
    {...item('An earlier session', noSession ?? newestNote(facts, nowMs), to('sessions')), whyNot: noSession},
    {
      ...item('Only the console of a target', `no agents: ${targets.map(({name}) => name).join(', ')}`, to('targets')),
      whyNot: trouble ?? (targets.length > 0 ? null : 'the configuration is still being read'),
    },
  ];
}

function whyNoGoal({model, trouble}: StartFacts): string | null {
  if (trouble !== undefined) return trouble;
  if (model === undefined) return 'the configuration is still being read';
  return model.kind === 'live' ? null : `it needs a model: ${model.how}`;
}

function goalNote(model: ModelAtHand | undefined): string {
  if (model === undefined) return 'needs a model';
  return model.kind === 'live' ? `${oneLine(model.name)} works it out` : `needs a model: ${model.how}`;
}

function taskNote(tasks: readonly ShippedTask[], model: ModelAtHand | undefined): string {
  const names = tasks.map(({name}) => name).join(', ');
  const shipped = names === '' ? 'a goal with an acceptance script' : `${names}, or one of your own`;
  const onTape = tasks.filter(({hasTape}) => hasTape).map(({name}) => name);
  return model?.kind === 'none' && onTape.length > 0
    ? `${shipped}; without a model ${onTape.join(', ')} plays from a tape`
    : shipped;
}

function newestNote({sessions, sessionsRead}: StartFacts, nowMs: number): string {
  const [newest] = sessions;
  if (newest === undefined) return '';
  const count = `${sessions.length}${sessionsRead === 'some' ? ' so far' : ''}`;
  return `${count}; the newest: ${taskOf(newest)}, ${age(nowMs - newest.changedAtMs)}, ${standingText(newest.standing)}`;
}

function taskItem({name, about, folder, hasTape}: ShippedTask, model: ModelAtHand | undefined): StartItem {
  const isPlayed = model?.kind === 'none' && hasTape;
  return {
    ...item(
      name,
      `${isPlayed ? 'from a tape: ' : ''}${firstLine(about)}`,
      choice({kind: 'task', folder, isAnew: false}),
    ),
    whyNot: model?.kind === 'none' && !hasTape ? `there is no tape for it, so it needs a model: ${model.how}` : null,
  };
}

function completionItems({completions}: StartFacts): readonly StartItem[] {
  return completions.map(({path, isTask}) => item(path, isTask ? 'a task' : '', {to: 'path', path}));
}

function sessionItem(session: ListedSession, nowMs: number): StartItem {
  const {id, standing, changedAtMs} = session;
  const note = `${age(nowMs - changedAtMs)}: ${standingText(standing)}`;
  return item(`${taskOf(session)}  ${id}`, note, {to: 'place', place: {at: 'session', id}});
}

function sessionItems(session: ListedSession | undefined): readonly StartItem[] {
  if (session === undefined) return [];
  const {id, standing} = session;
  const isDamaged = standing.kind === 'damaged';
  const [text, note] = attachWords[standing.kind];
  return [
    {
      ...item(text, note, choice({kind: 'attach', id})),
      whyNot: isDamaged ? `its journal is damaged at line ${standing.line}: \`quarterdeck sessions --salvage\`` : null,
    },
    item('Play it again', 'from the beginning; nothing is run', choice({kind: 'replay', id})),
  ];
}

const attachWords: Readonly<Record<ListedSession['standing']['kind'], readonly [string, string]>> = {
  running: ['Watch it', 'it is at work'],
  paused: ['Watch it', 'it is paused; P goes on'],
  ended: ['Look at it', 'as it ended'],
  left: ['Take it up', 'where it was: no message is lost, nothing is done twice'],
  damaged: ['Take it up', 'its journal is damaged'],
};

function offerItems({id, isRunning, instead}: Offer): readonly StartItem[] {
  const attach = choice({kind: 'attach', id});
  if (isRunning) return [item('Watch it', 'two sessions never write in one folder', attach)];
  const anew = instead.kind === 'asked' ? instead : {...instead, isAnew: true};
  return [
    item('Take it up', 'where it was: no message is lost, nothing is done twice', attach),
    item('Begin anew', 'in the same folder, from what lies there; the other one stays as it is', choice(anew)),
  ];
}

const taskOf = ({state}: ListedSession): string => oneLine(state.requirement?.name ?? 'unknown');

const item = (text: string, note: string, leads: Leads): StartItem => ({text, note, whyNot: null, leads});
const to = (at: 'goal' | 'task' | 'sessions' | 'targets'): Leads => ({to: 'place', place: {at}});
const choice = (made: StartChoice): Leads => ({to: 'choice', choice: made});
