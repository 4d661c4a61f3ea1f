// An answer as frames of `/v1/chat/completions`: chunks, the finish reason, the usage where it was asked for, and `[DONE]`.
import {piecesOf, type ServerTurn, usageOfTurns} from './turn.ts';

export function chatFrames(turn: ServerTurn, model: string, answer: number, wantsUsage: boolean): readonly string[] {
  const {say = '', reasoning = '', calls = [], usage = usageOfTurns, fault} = turn;
  const chunk = (choices: readonly object[], more: object = {}): object => ({
    id: `chatcmpl-${answer}`,
    object: 'chat.completion.chunk',
    model,
    choices,
    ...more,
  });
  const delta = (piece: object): object => chunk([{index: 0, delta: piece, finish_reason: null}]);
  const told = {
    prompt_tokens: usage.input,
    prompt_tokens_details: {cached_tokens: usage.cached},
    completion_tokens: usage.output,
  };
  const chunks = [
    delta({role: 'assistant', content: ''}),
    ...piecesOf(reasoning).map((text) => delta({reasoning_content: text})),
    ...piecesOf(say).map((text) => delta({content: text})),
    ...calls.flatMap(({name, argumentsJson}, index) => [
      delta({tool_calls: [{index, id: `call_${answer}_${index}`, type: 'function', function: {name, arguments: ''}}]}),
      ...piecesOf(argumentsJson).map((text) => delta({tool_calls: [{index, function: {arguments: text}}]})),
    ]),
    chunk([{index: 0, delta: {}, finish_reason: finishOf(turn)}]),
    ...(wantsUsage && fault !== 'noUsage' ? [chunk([], {usage: told})] : []),
  ];
  return [
    ...chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`),
    ...(fault === 'noDone' ? [] : ['data: [DONE]\n\n']),
  ];
}

function finishOf({fault, calls = []}: ServerTurn): string {
  if (fault === 'length') return 'length';
  if (fault === 'filter') return 'content_filter';
  return calls.length > 0 ? 'tool_calls' : 'stop';
}
