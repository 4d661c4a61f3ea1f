// A question as the Responses API takes it: stateless, every earlier item in order, every call paired with an output.

import {type Json, listAt, parseJson} from '../../core/json.ts';
import type {ModelRequest, PromptItem, ToolSchema} from '../../ports.ts';

export interface RequestBody {
  readonly model: string;
  readonly instructions: string;
  readonly input: readonly Json[];
  readonly tools: readonly Json[];
  readonly parallel_tool_calls: boolean;
  readonly reasoning?: {readonly effort: string; readonly summary: 'auto'};
  readonly include: readonly ['reasoning.encrypted_content'];
  readonly store: false;
  readonly stream: true;
  readonly prompt_cache_key: string;
}

export function requestBodyOf(request: ModelRequest): RequestBody {
  const {model, effort, instructions, items, tools, cacheKey} = request;
  return {
    model,
    instructions,
    input: paired(items.flatMap((item) => inputOf(item, model))),
    tools: tools.map(toolOf),
    parallel_tool_calls: true,
    ...(effort === '' ? {} : {reasoning: {effort, summary: 'auto'}}),
    include: ['reasoning.encrypted_content'],
    store: false,
    stream: true,
    prompt_cache_key: cacheKey,
  };
}

/** What an answer must be played back with; `model`, for another one can't read its encrypted reasoning. */
export function continuationOf(model: string, items: readonly Json[]): string {
  return JSON.stringify({model, items});
}

function toolOf({name, description, parameters}: ToolSchema): Json {
  return {type: 'function', name, description, parameters, strict: true};
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

const notRun = 'not run: it was beyond the calls that one turn may hold, or the turn ended before it';

/** One lone call or output and the provider refuses the whole request (400, `No tool output found`). */
function paired(input: readonly Json[]): readonly Json[] {
  const calls = new Set(input.filter(({type}) => type === 'function_call').map(({call_id: id}) => id));
  const outputs = new Set(input.filter(({type}) => type === 'function_call_output').map(({call_id: id}) => id));
  return input.flatMap((item): readonly Json[] => {
    if (item['type'] === 'function_call_output') return calls.has(item['call_id']) ? [item] : [];
    const lone = item['type'] === 'function_call' && !outputs.has(item['call_id']);
    return lone ? [item, output(String(item['call_id']), notRun)] : [item];
  });
}
