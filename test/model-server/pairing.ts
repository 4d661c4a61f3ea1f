// What a strict provider refuses: a call in a request without an output, an output without a call, or not behind it.
import type {Json} from '../../src/core/json.ts';

/** In words; empty when the request is in order. */
export function unpairedIn(body: Json): readonly string[] {
  const messages = listIn(body, 'messages');
  return messages.length > 0 ? unpairedMessages(messages) : unpairedItems(listIn(body, 'input'));
}

function unpairedItems(input: readonly Json[]): readonly string[] {
  const of = (type: string): readonly unknown[] =>
    input.filter((item) => item['type'] === type).map((item) => item['call_id']);
  const [calls, outputs] = [of('function_call'), of('function_call_output')];
  return [
    ...calls.filter((id) => !outputs.includes(id)).map((id) => `No tool output found for function call ${id}.`),
    ...outputs.filter((id) => !calls.includes(id)).map((id) => `No tool call found for function call output ${id}.`),
    ...doubled(calls).map((id) => `Function call ${id} is there twice.`),
    ...doubled(outputs).map((id) => `The output of function call ${id} is there twice.`),
  ];
}

/** On this wire the outputs stand right behind the message with their calls. */
function unpairedMessages(messages: readonly Json[]): readonly string[] {
  const wrong: string[] = [];
  let open: unknown[] = [];
  for (const message of messages) {
    if (message['role'] === 'tool') {
      const id = message['tool_call_id'];
      if (!open.includes(id)) wrong.push(`messages with role 'tool' must answer a preceding call: ${id}`);
      open = open.filter((other) => other !== id);
      continue;
    }
    wrong.push(...open.map((id) => `tool_call_ids did not have response messages: ${id}`));
    open = listIn(message, 'tool_calls').map((call) => call['id']);
  }
  return [...wrong, ...open.map((id) => `tool_call_ids did not have response messages: ${id}`)];
}

function listIn(json: Json, key: string): readonly Json[] {
  const value = json[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function doubled(ids: readonly unknown[]): readonly unknown[] {
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}
