// The events of one whole answer: reasoning, words, two calls, and something that nobody has heard of.

const reasoning = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{type: 'summary_text', text: 'Think. Twice.'}],
  encrypted_content: 'gAAAA',
};
const message = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{type: 'output_text', text: 'I read both files.', annotations: []}],
};
const call = (ordinal: number, path: string) => ({
  type: 'function_call',
  id: `fc_${ordinal}`,
  call_id: `call_${ordinal}`,
  name: 'read_file',
  arguments: JSON.stringify({path}),
  status: 'completed',
});

export const outputItems = [reasoning, message, call(1, 'Kbuild'), call(2, 'ringlog.c')] as const;

export const usage = {
  input_tokens: 1000,
  input_tokens_details: {cached_tokens: 400},
  output_tokens: 200,
  output_tokens_details: {reasoning_tokens: 100},
  total_tokens: 1200,
};

const [, , first, second] = outputItems;

/** All but the end. */
export const beginning = [
  {type: 'response.created', response: {id: 'resp_1', status: 'in_progress'}},
  {type: 'response.reasoning_summary_part.added', item_id: 'rs_1', summary_index: 0},
  {type: 'response.reasoning_summary_text.delta', item_id: 'rs_1', summary_index: 0, delta: 'Think.'},
  {type: 'response.reasoning_summary_part.added', item_id: 'rs_1', summary_index: 1},
  {type: 'response.reasoning_summary_text.delta', item_id: 'rs_1', summary_index: 1, delta: 'Twice.'},
  {type: 'response.output_item.done', output_index: 0, item: reasoning},
  {type: 'response.output_item.added', output_index: 1, item: {type: 'message', id: 'msg_1', content: []}},
  {type: 'response.output_text.delta', item_id: 'msg_1', delta: 'I read '},
  {type: 'response.moonbeam.delta', delta: 'of a type that nobody has heard of'},
  {type: 'response.output_text.delta', item_id: 'msg_1', delta: 'both files.'},
  {type: 'response.output_item.done', output_index: 1, item: message},
  {type: 'response.output_item.added', output_index: 2, item: {...first, arguments: ''}},
  {type: 'response.function_call_arguments.delta', item_id: 'fc_1', delta: '{"path":'},
  {type: 'response.function_call_arguments.delta', item_id: 'fc_1', delta: '"Kbuild"}'},
  {type: 'response.output_item.done', output_index: 2, item: first},
  {type: 'response.output_item.added', output_index: 3, item: {...second, arguments: ''}},
  {type: 'response.function_call_arguments.delta', item_id: 'fc_2', delta: '{"path":"ringlog.c"}'},
  {type: 'response.output_item.done', output_index: 3, item: second},
];

export function completedWith(response: object): {readonly type: string; readonly response: object} {
  return {type: 'response.completed', response: {id: 'resp_1', status: 'completed', ...response}};
}

export const wholeAnswer = [...beginning, completedWith({output: outputItems, usage})];
