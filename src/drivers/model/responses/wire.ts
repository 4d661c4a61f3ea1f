// `/v1/responses`: stateless, with the provider's own items played back.
import type {Wire} from '../wire.ts';
import {requestBodyOf} from './request-body.ts';
import {type ResponsesState, reduceResponses, responsesStart} from './stream-reducer.ts';

export const responsesWire: Wire<ResponsesState> = {
  path: '/responses',
  bodyOf: requestBodyOf,
  start: responsesStart,
  reduce: reduceResponses,
};
