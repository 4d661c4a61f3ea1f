// doctor's look at the models: the key of each server, and each model asked once, with what it says of it.
import type {Configuration} from '../../config/schema.ts';
import {helpFor} from '../core/retry.ts';
import {roleNames, roles} from '../core/roles.ts';
import {mendFor, type ProbeFinding, probeModel, type Seen} from '../drivers/model/probe.ts';
import type {Check} from './doctor-table.ts';
import {keyOf, providerName} from './model-keys.ts';

type Models = Configuration['models'];
type Environment = Readonly<Record<string, string | undefined>>;

/** One for each server and key; the key's variable is named, its value never. */
export function checkKeys(models: Models, environment: Environment): readonly Check[] {
  const seen = new Map(
    roles.map((role) => [`${models[role].provider.baseUrl} ${models[role].provider.keyVariable}`, role]),
  );
  return [...seen.values()].map((role) => checkKey(models[role].provider, environment));
}

function checkKey(provider: Models['planner']['provider'], environment: Environment): Check {
  const name = 'model key';
  const {keyVariable, needsKey} = provider;
  if (keyVariable === undefined) return {name, state: 'ok', found: `none: ${providerName(provider)} is asked without`};
  if (keyOf(provider, environment) !== '') return {name, state: 'ok', found: `${keyVariable} is set`};
  if (!needsKey)
    return {name, state: 'ok', found: `${keyVariable} is not set; ${providerName(provider)} is asked without`};
  return {
    name,
    state: 'warn',
    found: `${keyVariable} is not set: only tapes can be played`,
    mend: `set ${keyVariable} to work with a model`,
  };
}

/** Each distinct model of each server that can be asked, with one tiny request; none where no key and no server is configured. */
export async function checkModels(models: Models, environment: Environment): Promise<readonly Check[]> {
  const askable = roles.filter(
    (role) => !models[role].provider.needsKey || keyOf(models[role].provider, environment) !== '',
  );
  const distinct = Map.groupBy(askable, (role) => `${models[role].provider.baseUrl} ${models[role].model}`);
  return Promise.all(
    [...distinct.values()].flatMap((same) => {
      const [role] = same;
      if (role === undefined) return [];
      const settings = models[role];
      const whose = same.length === roles.length ? 'all roles' : same.map((one) => roleNames[one]).join(', ');
      const probed = probeModel({settings, apiKey: keyOf(settings.provider, environment)});
      return [probed.then((finding) => checkOfProbe(finding, {...settings, whose}))];
    }),
  );
}

export function checkOfProbe(
  finding: ProbeFinding,
  {model, provider, whose}: Pick<Models['planner'], 'model' | 'provider'> & {readonly whose: string},
): Check {
  const name = `model ${model}`;
  const where = `${providerName(provider)} (${provider.profile}, ${provider.wire}; ${whose})`;
  const time = `${(finding.durationMs / 1000).toFixed(1)} s`;
  if (finding.kind === 'answered') {
    const words = wordsOf(finding.seen).join(', ');
    const found = `${where} answered in ${time}: ${words}`;
    const mends = mendsOf(finding.seen);
    return mends.length === 0 ? {name, state: 'ok', found} : {name, state: 'warn', found, mend: mends.join('\n')};
  }
  const {failure, message} = finding;
  const isPassing = failure === 'rateLimited' || failure === 'server' || failure === 'stalled';
  const mend = mendFor(finding, provider) ?? helpFor({failure}).replace(/;? (then )?continue \(P\).*$/, '');
  return {name, state: isPassing ? 'warn' : 'missing', found: `${where}: ${message} (after ${time})`, mend};
}

function wordsOf({tool, isStrict, usage, answeredBy, unknownEvents}: Seen): readonly string[] {
  return [
    tool === 'called' ? `tools are called${isStrict ? ', strict schemas are taken' : ''}` : `the tool was ${tool}`,
    usage === 'told' ? 'usage is told' : 'usage is not told and will be estimated',
    ...(answeredBy === undefined ? [] : [`it answers as ${answeredBy}`]),
    ...(unknownEvents === 0 ? [] : [`${unknownEvents} events of unknown types were left out`]),
  ];
}

function mendsOf({tool, usage}: Seen): readonly string[] {
  return [
    ...(tool === 'called'
      ? []
      : [
          'the roles work by calling tools: take a model that calls them, or start its server so that it does (llama-server: --jinja; vLLM: --enable-auto-tool-choice)',
        ]),
    ...(usage === 'told' ? [] : ['on the chat wire, try provider.fields.stream_options: true']),
  ];
}
