// The model that a session's start file names: a tape, or a server for each role.

import {prices} from '../../config/prices.ts';
import type {Configuration} from '../../config/schema.ts';
import {parseTape} from '../../config/tape.ts';
import type {RoleModel} from '../core/events.ts';
import {type Role, roles} from '../core/roles.ts';
import {systemClock} from '../drivers/clock.ts';
import {createLiveModel} from '../drivers/model/live.ts';
import {createTapeModel} from '../drivers/model/tape.ts';
import type {OpenWorkspace} from '../drivers/workspace/workspace.ts';
import type {Model} from '../ports.ts';
import {keyOf, providerName} from './model-keys.ts';
import {recorded} from './record.ts';
import type {StartFile} from './start-file.ts';

/** `sessionFolder`: its path is kept out of a recording. */
export async function openModel(
  {model, configuration, workspace}: StartFile,
  sessionFolder: string,
  {personsFile}: Pick<OpenWorkspace, 'personsFile'>,
  environment: NodeJS.ProcessEnv,
): Promise<Model> {
  const clock = systemClock;
  if (model.kind === 'tape') {
    return createTapeModel({tape: parseTape(model.text, model.source), speed: model.speed, clock, personsFile});
  }
  const models = roles.map((role): readonly [Role, Model] => {
    const settings = configuration.models[role];
    const apiKey = keyOf(settings.provider, environment);
    return [role, createLiveModel({settings, apiKey, prices: prices.models, clock})];
  });
  const byRole = Object.fromEntries(models) as Readonly<Record<Role, Model>>;
  const live: Model = {ask: (request, told, signal) => byRole[request.role].ask(request, told, signal)};
  if (model.record === undefined) return live;
  return recorded(live, clock, {path: model.record, workspace, sessionFolder, configuration, environment});
}

/** What the session's journal keeps of it: enough to say who answered, and what it cost. */
export function roleModelsOf({models, limits}: Configuration): Readonly<Record<Role, RoleModel>> {
  const all = roles.map((role): readonly [Role, RoleModel] => {
    const {model, effort, provider, retries = limits.modelRetries, outputTokensMax} = models[role];
    const price = prices.models[model];
    const known = {...(price && {price}), ...(outputTokensMax !== undefined && {outputTokensMax})};
    return [role, {model, effort, provider: providerName(provider), retries, ...known}];
  });
  return Object.fromEntries(all) as Record<Role, RoleModel>;
}
