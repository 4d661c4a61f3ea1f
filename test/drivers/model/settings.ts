// Settings of a model on a server of the tests, as the configuration makes them.
import {configurationOf} from '../../../config/schema.ts';
import type {ModelSettings} from '../../../src/core/model-settings.ts';

export function settingsAt(
  baseUrl: string,
  {
    profile = 'openai',
    ...more
  }: {readonly profile?: string; readonly fields?: object; readonly outputTokensMax?: number} = {},
): ModelSettings {
  const {fields, outputTokensMax} = more;
  const provider = {baseUrl, profile, ...(fields === undefined ? {} : {fields})};
  const models = outputTokensMax === undefined ? {} : {outputTokensMax};
  return configurationOf([{path: 'test', text: JSON.stringify({provider, models})}]).models.reviewer;
}
