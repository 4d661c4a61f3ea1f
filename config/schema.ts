// The configuration: what may stand in quarterdeck.yaml, what holds where nothing stands there.
import {z} from 'zod';
import type {ApprovalPolicy} from '../src/core/approval.ts';
import type {Budgets} from '../src/core/budget.ts';
import type {DeckSettings, KeyChanges} from '../src/core/deck-settings.ts';
import type {ExamineSettings} from '../src/core/examine-settings.ts';
import {defaultLimits, type Limits} from '../src/core/limits.ts';
import type {ModelSettings} from '../src/core/model-settings.ts';
import type {PromptBudgets} from '../src/core/prompt-budget.ts';
import type {Role} from '../src/core/roles.ts';
import type {TargetSettings} from '../src/core/target-settings.ts';
import {checkKeys, deckOf, deckSchema, type KeyFault} from './deck.ts';
import {examineOf, examineSchema} from './examine.ts';
import {approvalOf, approveSchema, budgetsOf, budgetsSchema} from './hand.ts';
import {isElsewhere, modelsOf, modelsSchema, patienceOf, providerSchema} from './models.ts';
import {promptBudgetsOf, promptSchema} from './prompt.ts';
import {targetNameSchema, targetSchema} from './target-schema.ts';
import {builtInTarget, settingsOf} from './targets.ts';
import {parseYaml} from './yaml.ts';

const count = z.number().int().positive();

const limits = z.strictObject(
  Object.fromEntries(Object.keys(defaultLimits).map((key) => [key, count.optional()])) as Record<
    keyof Limits,
    z.ZodOptional<z.ZodNumber>
  >,
);

const schema = z.strictObject({
  models: modelsSchema.optional(),
  /** Of all roles that name none of their own. */
  provider: providerSchema.optional(),
  /** The target that is used where none is named. */
  target: z.string({error: targetIsAName}).optional(),
  targets: z.record(targetNameSchema, targetSchema).optional(),
  build: z.strictObject({deadlineSeconds: count.optional()}).optional(),
  examine: examineSchema.optional(),
  limits: limits.optional(),
  approve: approveSchema.optional(),
  budgets: budgetsSchema.optional(),
  prompt: promptSchema.optional(),
  deck: deckSchema.optional(),
});

type Written = z.infer<typeof schema>;

export interface Configuration {
  readonly models: Readonly<Record<Role, ModelSettings>>;
  /** One of `targets`. */
  readonly target: string;
  /** By name, with the built-in one. */
  readonly targets: Readonly<Record<string, TargetSettings>>;
  readonly build: {readonly deadlineSeconds: number};
  readonly examine: ExamineSettings;
  readonly limits: Limits;
  readonly approve: ApprovalPolicy;
  readonly budgets: Budgets;
  readonly prompts: PromptBudgets;
}

export interface ConfigurationSource {
  /** As the person would name it in an editor. */
  readonly path: string;
  readonly text: string;
}

/** Later sources win, key by key; a target is taken whole. Throws a ConfigurationError. */
export function configurationOf(sources: readonly ConfigurationSource[], model?: string): Configuration {
  const written = sources.map(({path, text}) => parseYaml(text, path, schema)).reduce<Written>(joined, {});
  checkChoice(written, sources);
  const {build} = written;
  const models = modelsOf(written, model);
  return {
    models,
    target: written.target ?? builtInTarget,
    targets: targetsOf(written.targets ?? {}),
    build: {deadlineSeconds: build?.deadlineSeconds ?? 180},
    examine: examineOf(written.examine),
    limits: {...defaultLimits, ...definedOf(written.limits ?? {})},
    approve: approvalOf(written.approve),
    budgets: budgetsOf(written.budgets),
    prompts: promptBudgetsOf(written.prompt, models),
  };
}

/** What is set for the screen; its own keys are checked by who knows them. Throws a ConfigurationError. */
export function deckSettingsOf(
  sources: readonly ConfigurationSource[],
  faultsOfKeys: (keys: KeyChanges) => readonly KeyFault[] = () => [],
): DeckSettings {
  const written = sources.map(({path, text}) => parseYaml(text, path, schema)).reduce<Written>(joined, {});
  const settings = deckOf(written.deck);
  checkKeys(faultsOfKeys(settings.keys), sources);
  return settings;
}

function targetsOf(written: NonNullable<Written['targets']>): Configuration['targets'] {
  const all = Object.entries({[builtInTarget]: {}, ...written});
  return Object.fromEntries(all.map(([name, one]) => [name, settingsOf(name, one)]));
}

/** Which file named it is found again, since it may name a target of another file. */
function checkChoice({target, targets = {}}: Written, sources: readonly ConfigurationSource[]): void {
  if (target === undefined || target === builtInTarget || Object.hasOwn(targets, target)) return;
  const names = [...new Set([builtInTarget, ...Object.keys(targets)])].join(', ');
  const choice = z.looseObject({
    target: z.never({error: `there is no such target; the targets are ${names}`}).optional(),
  });
  for (const {path, text} of sources.toReversed()) parseYaml(text, path, choice);
}

/** What is often tried: the settings themselves in the place of a name. */
function targetIsAName({input}: {readonly input?: unknown}): string | undefined {
  if (!isTree(input)) return undefined;
  return 'must be the name of a target; what a target is stands under targets.NAME, and the built-in one is targets.qemu';
}

function definedOf(values: Readonly<Record<string, number | undefined>>): Partial<Limits> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

type Tree = {readonly [key: string]: unknown};

function joined(under: Written, over: Written): Written {
  const targets = {...under.targets, ...over.targets};
  const base = isElsewhere(under.provider, over.provider) ? {...under, provider: patienceOf(under.provider)} : under;
  return {...merged(base, over), ...(Object.keys(targets).length === 0 ? {} : {targets})};
}

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
