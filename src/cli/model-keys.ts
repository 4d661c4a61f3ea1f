// The keys of the models: which are there, which are missing, and for whom. Only names of variables are ever shown.
import type {Configuration} from '../../config/schema.ts';
import {hostOf, type ProviderSettings} from '../core/model-settings.ts';
import {type Role, roleNames, roles} from '../core/roles.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Empty where there is none. */
export function keyOf({keyVariable}: Pick<ProviderSettings, 'keyVariable'>, environment: Environment): string {
  return keyVariable === undefined ? '' : (environment[keyVariable] ?? '');
}

/** Roles whose server wants a key that is not there. */
export function rolesWithoutKey({models}: Pick<Configuration, 'models'>, environment: Environment): readonly Role[] {
  return roles.filter((role) => models[role].provider.needsKey && keyOf(models[role].provider, environment) === '');
}

/** For a person who must set it: the variable, and who waits for it. */
export function missingKeyWords({models}: Pick<Configuration, 'models'>, missing: readonly Role[]): string {
  const variables = new Set(missing.map((role) => models[role].provider.keyVariable));
  const whose =
    missing.length === roles.length ? '' : ` (for the ${missing.map((role) => roleNames[role]).join(', ')})`;
  return `${[...variables].join(', ')}${whose}`;
}

/** Every server that is asked, once, as a person knows it. */
export function providersNamed({models}: Pick<Configuration, 'models'>): string {
  return [...new Set(roles.map((role) => providerName(models[role].provider)))].join(', ');
}

export function providerName(provider: ProviderSettings): string {
  return provider.profile === 'openai' && provider.needsKey ? 'openai' : hostOf(provider);
}
