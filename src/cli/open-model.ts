// The model that a session's start file names.

import {prices} from '../../config/prices.ts';
import {parseTape} from '../../config/tape.ts';
import {createOpenaiModel} from '../drivers/model/openai.ts';
import {createTapeModel} from '../drivers/model/tape.ts';
import type {Clock, Model} from '../ports.ts';
import type {StartFile} from './start-file.ts';

export function openModel({model, configuration}: StartFile, clock: Clock, environment: NodeJS.ProcessEnv): Model {
  if (model.kind === 'tape') {
    return createTapeModel({tape: parseTape(model.text, model.source), speed: model.speed, clock});
  }
  const {baseUrl, stalledSeconds} = configuration.provider;
  return createOpenaiModel({
    // A server that wants no key still gets a header; the client takes no empty one.
    apiKey: environment[model.keyVariable] || 'none',
    ...(baseUrl === undefined ? {} : {baseURL: baseUrl}),
    prices: prices.models,
    stalledSeconds,
  });
}
