// Which model each role asks, and how it is reached: what may stand under `models` and `provider`, and what holds where nothing does.
import {z} from 'zod';
import {type ModelSettings, type ProviderSettings, type RequestFields, wires} from '../src/core/model-settings.ts';
import {type Role, roles} from '../src/core/roles.ts';
import {type ProfileName, profileNames, profiles} from './profiles.ts';

const efforts = ['none', 'low', 'medium', 'high', 'xhigh'] as const;
const count = z.number().int().positive();
const choice = z.boolean().optional();

/** Over the profile's, field by field. */
const fields = z.strictObject({
  reasoning: choice,
  include: choice,
  store: choice,
  prompt_cache_key: choice,
  strict: choice,
  parallel_tool_calls: choice,
  stream_options: choice,
  maxTokens: z.enum(['max_output_tokens', 'max_completion_tokens', 'max_tokens', 'none']).optional(),
  model: z.enum(['exact', 'any']).optional(),
});

export const providerSchema = z.strictObject({
  baseUrl: z
    .url({protocol: /^https?$/, error: 'must be the URL of a server, such as http://127.0.0.1:11434/v1'})
    .refine(hasNoPassword, 'must carry no name and no password: a key stands in the variable of provider.keyVariable')
    .optional(),
  /** The name of the environment variable that holds the key; the key itself never stands in a file. */
  keyVariable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')
    .optional(),
  profile: z.enum(profileNames).optional(),
  wire: z.enum(wires).optional(),
  fields: fields.optional(),
  idleWarnSeconds: count.optional(),
  stalledSeconds: count.optional(),
});

const common = z.strictObject({
  model: z.string().min(1).optional(),
  effort: z.enum(efforts).optional(),
  outputTokensMax: count.optional(),
  /** Of failed answers in a row; without it limits.modelRetries holds. */
  retries: z.number().int().min(0).max(100).optional(),
});

const ofOneRole = common.extend({provider: providerSchema.optional()});

export const modelsSchema = common.extend(
  Object.fromEntries(roles.map((role) => [role, ofOneRole.optional()])) as Record<
    Role,
    z.ZodOptional<typeof ofOneRole>
  >,
);

export interface WrittenModels {
  readonly models?: z.infer<typeof modelsSchema> | undefined;
  readonly provider?: WrittenProvider | undefined;
}

type WrittenProvider = z.infer<typeof providerSchema>;

/** `model`: the one that was named on the command line, for all roles. */
export function modelsOf(
  {models = {}, provider = {}}: WrittenModels,
  model?: string,
): Readonly<Record<Role, ModelSettings>> {
  const all = roles.map((role): readonly [Role, ModelSettings] => {
    const own = models[role] ?? {};
    const outputTokensMax = own.outputTokensMax ?? models.outputTokensMax;
    const retries = own.retries ?? models.retries;
    return [
      role,
      {
        model: model ?? own.model ?? models.model ?? 'gpt-5.5',
        effort: own.effort ?? models.effort ?? 'xhigh',
        ...(outputTokensMax === undefined ? {} : {outputTokensMax}),
        ...(retries === undefined ? {} : {retries}),
        provider: providerOf(provider, own.provider ?? {}),
      },
    ];
  });
  return Object.fromEntries(all) as Record<Role, ModelSettings>;
}

export const openaiUrl = 'https://api.openai.com/v1';

/** A key goes to no other server than the one that it was given for, and neither does what that one takes. */
export function isElsewhere(shared: WrittenProvider = {}, own: WrittenProvider = {}): boolean {
  return own.baseUrl !== undefined && own.baseUrl !== shared.baseUrl;
}

/** What holds for any server. */
export function patienceOf({idleWarnSeconds, stalledSeconds}: WrittenProvider = {}): WrittenProvider {
  return {
    ...(idleWarnSeconds === undefined ? {} : {idleWarnSeconds}),
    ...(stalledSeconds === undefined ? {} : {stalledSeconds}),
  };
}

function providerOf(shared: WrittenProvider, own: WrittenProvider): ProviderSettings {
  const base = isElsewhere(shared, own) ? patienceOf(shared) : shared;
  const baseUrl = own.baseUrl ?? base.baseUrl ?? openaiUrl;
  const isOpenai = new URL(baseUrl).host === new URL(openaiUrl).host;
  const keyVariable = own.keyVariable ?? base.keyVariable ?? (isOpenai ? 'OPENAI_API_KEY' : undefined);
  const profile: ProfileName = own.profile ?? base.profile ?? (isOpenai ? 'openai' : 'generic-chat');
  const wire = own.wire ?? base.wire ?? profiles[profile].wire;
  return {
    baseUrl,
    ...(keyVariable === undefined ? {} : {keyVariable}),
    needsKey: isOpenai,
    profile,
    wire,
    fields: fieldsOf(profiles[profile].fields, base.fields ?? {}, own.fields ?? {}),
    idleWarnSeconds: own.idleWarnSeconds ?? base.idleWarnSeconds ?? 120,
    stalledSeconds: own.stalledSeconds ?? base.stalledSeconds ?? 900,
  };
}

function fieldsOf(profile: RequestFields, ...written: readonly z.infer<typeof fields>[]): RequestFields {
  const named = written.flatMap((one) => Object.entries(one).filter(([, value]) => value !== undefined));
  return {...profile, ...Object.fromEntries(named)};
}

function hasNoPassword(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const {username, password} = new URL(url);
  return username === '' && password === '';
}
