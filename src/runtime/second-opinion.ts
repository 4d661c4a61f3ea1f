// What a second opinion needs of the world: a tree that stands still, and the lines that an answer names. Neither disturbs the session: what
// fails here is told to the person with the opinion, and to nobody else.
import type {Effect} from '../core/effects.ts';
import type {Event} from '../core/events.ts';
import {quotedPlaces} from '../core/quote-places.ts';
import {assignmentOfCall} from '../core/reduce-agents.ts';
import type {World} from '../ports.ts';
import {messageOf} from './insist.ts';
import type {CoreAccess} from './supervisor.ts';

export async function pinOpinion(
  {workspace}: Pick<World, 'workspace'>,
  {opinion}: Extract<Effect, {effect: 'pinOpinion'}>,
  core: CoreAccess,
): Promise<void> {
  const of = core.state().opinions.find(({id}) => id === opinion)?.of ?? 'commit';
  const event = await workspace.pin(of).then(
    (pin): Event => ({type: 'opinion.pinned', opinion, ...pin}),
    (error: unknown): Event => ({
      type: 'opinion.closed',
      opinion,
      why: `there is no tree to look at: ${messageOf(error)}`,
    }),
  );
  void core.tell([event]);
}

export async function checkAnswer(
  world: Pick<World, 'workspace'>,
  {opinion, answer}: Extract<Effect, {effect: 'checkAnswer'}>,
  core: CoreAccess,
): Promise<void> {
  const {call, statement, verdict, places, says} = answer;
  const texts = await textsOf(world, core, opinion, [...new Set(places.map(({file}) => file))]);
  // The person may have closed it meanwhile.
  if (assignmentOfCall(core.state(), call) === undefined) return;
  const quoted = quotedPlaces(places, texts);
  if ('refused' in quoted) {
    return void core.tell([{type: 'tool.returned', call, ok: false, output: quoted.refused}]);
  }
  void core.tell([
    {type: 'opinion.statementAnswered', opinion, statement, verdict, places: quoted.places, says},
    {type: 'tool.returned', call, ok: true, output: `${statement} is answered: ${verdict}`},
  ]);
}

type Texts = Parameters<typeof quotedPlaces>[1];

async function textsOf(
  {workspace}: Pick<World, 'workspace'>,
  core: CoreAccess,
  opinion: string,
  files: readonly string[],
): Promise<Texts> {
  const pin = core.state().opinions.find(({id}) => id === opinion)?.pin;
  if (pin?.at !== 'pinned') return new Map();
  const read = files.map(async (file) => {
    const {ok, output} = await workspace
      .read(file, pin.tree, 'verifier')
      .catch((error: unknown) => ({ok: false, output: messageOf(error)}));
    return [file, ok ? {text: output} : {refused: output}] as const;
  });
  return new Map(await Promise.all(read));
}
