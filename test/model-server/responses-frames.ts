// An answer as frames of `/v1/responses`: the events in their order, ended by `response.completed`.
import {piecesOf, type ServerTurn, usageOfTurns} from './turn.ts';

type Event = {readonly type: string; readonly [key: string]: unknown};

export function responsesFrames(turn: ServerTurn, model: string, answer: number): readonly string[] {
  const {say = '', reasoning = '', calls = []} = turn;
  const items: object[] = [];
  const events: Event[] = [{type: 'response.created', response: {id: `resp_${answer}`, status: 'in_progress', model}}];
  const done = (item: object): void => {
    events.push({type: 'response.output_item.done', output_index: items.length, item});
    items.push(item);
  };
  if (reasoning !== '') {
    const id = `rs_${answer}`;
    for (const delta of piecesOf(reasoning))
      events.push({type: 'response.reasoning_summary_text.delta', item_id: id, summary_index: 0, delta});
    done({
      type: 'reasoning',
      id,
      summary: [{type: 'summary_text', text: reasoning}],
      encrypted_content: `sealed-${answer}`,
    });
  }
  if (say !== '') {
    const id = `msg_${answer}`;
    for (const delta of piecesOf(say)) events.push({type: 'response.output_text.delta', item_id: id, delta});
    done({type: 'message', id, role: 'assistant', content: [{type: 'output_text', text: say}]});
  }
  calls.forEach(({name, argumentsJson}, index) => {
    const id = `fc_${answer}_${index}`;
    const item = {type: 'function_call', id, call_id: `call_${answer}_${index}`, name, arguments: argumentsJson};
    events.push({type: 'response.output_item.added', output_index: items.length, item: {...item, arguments: ''}});
    for (const delta of piecesOf(argumentsJson))
      events.push({type: 'response.function_call_arguments.delta', item_id: id, delta});
    done(item);
  });
  events.push(endOf(turn, {id: `resp_${answer}`, model, output: items}));
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function endOf({fault, usage = usageOfTurns}: ServerTurn, response: object): Event {
  if (fault === 'length' || fault === 'filter') {
    const reason = fault === 'length' ? 'max_output_tokens' : 'content_filter';
    return {type: 'response.incomplete', response: {...response, status: 'incomplete', incomplete_details: {reason}}};
  }
  const told = {
    input_tokens: usage.input,
    input_tokens_details: {cached_tokens: usage.cached},
    output_tokens: usage.output,
  };
  const whole = {...response, status: 'completed', ...(fault === 'noUsage' ? {} : {usage: told})};
  return {type: 'response.completed', response: whole};
}
