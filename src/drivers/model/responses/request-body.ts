// A question as the Responses API takes it: stateless, every earlier item in order, every call paired with an output.

import {type Json, listAt, parseJson} from '../../../core/json.ts';
import type {ModelRequest, PromptItem, ToolSchema} from '../../../ports.ts';
import {notRun, pairedItems} from '../pairing.ts';
import type {Takes} from '../wire.ts';

export interface RequestBody extends Json {
  readonly model: string;
  readonly instructions: string;
  readonly input: readonly Json[];
  readonly tools: readonly Json[];
  readonly stream: true;
}

export function requestBodyOf(request: ModelRequest, {fields, outputTokensMax}: Takes): RequestBody {
  const {model, effort, instructions, items, tools, cacheKey} = request;
  return {
    model,
    instructions,
    input: paired(pairedItems(items).flatMap((item) => inputOf(item, model))),
    tools: tools.map((tool) => toolOf(tool, fields.strict)),
    stream: true,
    ...(fields.parallel_tool_calls ? {parallel_tool_calls: true} : {}),
    ...(fields.reasoning && effort !== '' ? {reasoning: {effort, summary: 'auto'}} : {}),
    ...(fields.include ? {include: ['reasoning.encrypted_content']} : {}),
    ...(fields.store ? {store: false} : {}),
    ...(fields.prompt_cache_key ? {prompt_cache_key: cacheKey} : {}),
    ...(fields.maxTokens === 'none' || outputTokensMax === undefined ? {} : {[fields.maxTokens]: outputTokensMax}),
  };
}

/** What an answer must be played back with; `model`, for another one can't read its encrypted reasoning. */
export function continuationOf(model: string, items: readonly Json[]): string {
  return JSON.stringify({model, items});
}

function toolOf({name, description, parameters}: ToolSchema, isStrict: boolean): Json {
  return {type: 'function', name, description, parameters, ...(isStrict ? {strict: true} : {})};
}

function inputOf(item: PromptItem, model: string): readonly Json[] {
  switch (item.kind) {
    case 'message':
      return [message('user', item.from === 'person' ? `The person says: ${item.text}` : item.text)];
    case 'answer':
      return replayed(item, model) ?? spoken(item);
    case 'result':
      return [output(item.providerId, item.output)];
    default:
      return item satisfies never;
  }
}

function message(role: 'user' | 'assistant', text: string): Json {
  return {type: 'message', role, content: text};
}

function output(callId: string, text: string): Json {
  return {type: 'function_call_output', call_id: callId, output: text};
}

function replayed({continuation}: Extract<PromptItem, {kind: 'answer'}>, model: string): readonly Json[] | null {
  const kept = continuation === undefined ? null : parseJson(continuation);
  if (kept === null) return null;
  const items = listAt(kept, 'items');
  const readable = kept['model'] === model ? items : items.filter(({type}) => type !== 'reasoning').map(withoutId);
  return readable.length > 0 ? readable : null;
}

/** An item is known by its id only together with the reasoning that came before it. */
function withoutId({id: _id, ...rest}: Json): Json {
  return rest;
}

function spoken({text, calls}: Extract<PromptItem, {kind: 'answer'}>): readonly Json[] {
  const called = calls.map(({providerId, name, argumentsJson}) => ({
    type: 'function_call',
    call_id: providerId,
    name,
    arguments: argumentsJson,
  }));
  return text.trim() === '' ? called : [message('assistant', text), ...called];
}

/** What an answer is played back with may hold calls that its own words do not name: those are paired as well. */
function paired(input: readonly Json[]): readonly Json[] {
  const calls = new Set(input.filter(({type}) => type === 'function_call').map(({call_id: id}) => id));
  const outputs = new Set(input.filter(({type}) => type === 'function_call_output').map(({call_id: id}) => id));
  return input.flatMap((item): readonly Json[] => {
    if (item['type'] === 'function_call_output') return calls.has(item['call_id']) ? [item] : [];
    const lone = item['type'] === 'function_call' && !outputs.has(item['call_id']);
    return lone ? [item, output(String(item['call_id']), notRun)] : [item];
  });
}
