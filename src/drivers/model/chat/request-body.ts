// A question as a list of messages. Only plain words and calls go back, so an answer of the other wire can be told here too.
import type {Json} from '../../../core/json.ts';
import type {RequestFields} from '../../../core/model-settings.ts';
import type {ModelCall, ModelRequest, PromptItem, ToolSchema} from '../../../ports.ts';
import {pairedItems} from '../pairing.ts';
import type {Takes} from '../wire.ts';

export interface ChatBody extends Json {
  readonly model: string;
  readonly messages: readonly Json[];
  readonly stream: true;
}

export function chatBodyOf(request: ModelRequest, {fields, outputTokensMax}: Takes): ChatBody {
  const {model, effort, instructions, items, tools, cacheKey} = request;
  return {
    model,
    messages: [{role: 'system', content: instructions}, ...pairedItems(items).flatMap(messageOf)],
    stream: true,
    ...(tools.length === 0 ? {} : toolFields(tools, fields)),
    ...(fields.stream_options ? {stream_options: {include_usage: true}} : {}),
    ...(fields.reasoning && effort !== '' ? {reasoning_effort: effort} : {}),
    ...(fields.store ? {store: false} : {}),
    ...(fields.prompt_cache_key ? {prompt_cache_key: cacheKey} : {}),
    ...(fields.maxTokens === 'none' || outputTokensMax === undefined ? {} : {[fields.maxTokens]: outputTokensMax}),
  };
}

function toolFields(tools: readonly ToolSchema[], fields: RequestFields): Json {
  const strict = fields.strict ? {strict: true} : {};
  return {
    tools: tools.map(({name, description, parameters}) => ({
      type: 'function',
      function: {name, description, parameters, ...strict},
    })),
    ...(fields.parallel_tool_calls ? {parallel_tool_calls: true} : {}),
  };
}

function messageOf(item: PromptItem): readonly Json[] {
  switch (item.kind) {
    case 'message':
      return [{role: 'user', content: item.from === 'person' ? `The person says: ${item.text}` : item.text}];
    case 'answer':
      return answerOf(item);
    case 'result':
      return [{role: 'tool', tool_call_id: item.providerId, content: item.output}];
    default:
      return item satisfies never;
  }
}

function answerOf({text, calls}: Extract<PromptItem, {kind: 'answer'}>): readonly Json[] {
  const words = text.trim() === '' ? null : text;
  if (calls.length > 0) return [{role: 'assistant', content: words, tool_calls: calls.map(callOf)}];
  return words === null ? [] : [{role: 'assistant', content: words}];
}

/** Some servers read the arguments before they show them to the model, and fail on what is no JSON. */
function callOf({providerId, name, argumentsJson}: ModelCall): Json {
  return {
    id: providerId,
    type: 'function',
    function: {name, arguments: isJsonText(argumentsJson) ? argumentsJson : '{}'},
  };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
