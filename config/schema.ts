// The configuration: what may stand in quarterdeck.yaml, what holds where nothing stands there.
import {z} from 'zod';
import {defaultLimits, type Limits} from '../src/core/limits.ts';
import {type Role, roles} from '../src/core/roles.ts';
import {parseYaml} from './yaml.ts';

const efforts = ['none', 'low', 'medium', 'high', 'xhigh'] as const;

const roleModel = z.strictObject({
  model: z.string().min(1).optional(),
  effort: z.enum(efforts).optional(),
});

const count = z.number().int().positive();

const limits = z.strictObject(
  Object.fromEntries(Object.keys(defaultLimits).map((key) => [key, count.optional()])) as Record<
    keyof Limits,
    z.ZodOptional<z.ZodNumber>
  >,
);

const kernel = z.strictObject({
  /** What QEMU boots: a vmlinux or a bzImage. */
  image: z.string().min(1),
  /** The folder with modules.builtin, `lib/modules/RELEASE`. */
  modules: z.string().min(1),
  /** The folder to build modules against (`make -C`). */
  build: z.string().min(1),
});

const schema = z.strictObject({
  models: roleModel
    .extend(Object.fromEntries(roles.map((role) => [role, roleModel.optional()])) as RoleModels)
    .optional(),
  provider: z
    .strictObject({
      baseUrl: z.url().optional(),
      /** The name of the environment variable that holds the key; the key itself never stands in a file. */
      keyVariable: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')
        .optional(),
      stalledSeconds: count.optional(),
    })
    .optional(),
  target: z
    .strictObject({
      memoryMiB: z.number().int().min(256).max(65536).optional(),
      cpus: z.number().int().min(1).max(64).optional(),
      accelerator: z.enum(['auto', 'kvm', 'tcg']).optional(),
      kernel: kernel.optional(),
    })
    .optional(),
  build: z.strictObject({deadlineSeconds: count.optional()}).optional(),
  limits: limits.optional(),
});

type RoleModels = Record<Role, z.ZodOptional<typeof roleModel>>;
type Written = z.infer<typeof schema>;

export interface Configuration {
  readonly models: Readonly<Record<Role, {readonly model: string; readonly effort: string}>>;
  readonly provider: {readonly baseUrl?: string; readonly keyVariable: string; readonly stalledSeconds: number};
  readonly target: {
    readonly memoryMiB: number;
    readonly cpus: number;
    readonly accelerator: 'auto' | 'kvm' | 'tcg';
    readonly kernel?: z.infer<typeof kernel>;
  };
  readonly build: {readonly deadlineSeconds: number};
  readonly limits: Limits;
}

export interface ConfigurationSource {
  /** As the person would name it in an editor. */
  readonly path: string;
  readonly text: string;
}

/** Later sources win, key by key. Throws a ConfigurationError. */
export function configurationOf(sources: readonly ConfigurationSource[], model?: string): Configuration {
  const written = sources.map(({path, text}) => parseYaml(text, path, schema)).reduce<Written>(merged, {});
  const {provider, target, build} = written;
  const common = {model: written.models?.model ?? 'gpt-5.5', effort: written.models?.effort ?? 'xhigh'};
  const ofRole = (role: Role) => ({
    model: model ?? written.models?.[role]?.model ?? common.model,
    effort: written.models?.[role]?.effort ?? common.effort,
  });
  return {
    models: {
      scheduler: ofRole('scheduler'),
      planner: ofRole('planner'),
      executor: ofRole('executor'),
      reviewer: ofRole('reviewer'),
    },
    provider: {
      keyVariable: provider?.keyVariable ?? 'OPENAI_API_KEY',
      stalledSeconds: provider?.stalledSeconds ?? 900,
      ...(provider?.baseUrl === undefined ? {} : {baseUrl: provider.baseUrl}),
    },
    target: {
      memoryMiB: target?.memoryMiB ?? 512,
      cpus: target?.cpus ?? 1,
      accelerator: target?.accelerator ?? 'auto',
      ...(target?.kernel === undefined ? {} : {kernel: target.kernel}),
    },
    build: {deadlineSeconds: build?.deadlineSeconds ?? 180},
    limits: {...defaultLimits, ...definedOf(written.limits ?? {})},
  };
}

function definedOf(values: Readonly<Record<string, number | undefined>>): Partial<Limits> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

type Tree = {readonly [key: string]: unknown};

function merged<Value extends Tree>(under: Value, over: Value): Value {
  const entries = Object.entries(over).map(([key, value]) => {
    const old = under[key];
    return [key, isTree(old) && isTree(value) ? merged(old, value) : (value ?? old)];
  });
  return {...under, ...Object.fromEntries(entries)};
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
