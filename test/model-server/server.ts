// A provider of our own on the loopback: it speaks both wires from a script, fails on demand, and refuses what a strict one would.
import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Json} from '../../src/core/json.ts';
import type {WireName} from '../../src/core/model-settings.ts';
import {chatFrames} from './chat-frames.ts';
import {type Reply, refusal, replyOfFault, spoiled} from './faults.ts';
import {unpairedIn} from './pairing.ts';
import {responsesFrames} from './responses-frames.ts';
import type {ServerTurn} from './turn.ts';

export interface AskedOfServer {
  readonly wire: WireName;
  readonly body: Json;
  readonly headers: IncomingHttpHeaders;
  readonly authorization: string | undefined;
  /** Counts all requests, from 0. */
  readonly ordinal: number;
}

export interface ModelServer {
  readonly baseUrl: string;
  readonly asked: readonly AskedOfServer[];
  /** What was wrong with the pairing of calls, in all requests. */
  readonly unpaired: readonly string[];
  /** Resolves when a client has closed a connection in the middle of an answer. */
  readonly hungUp: Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startModelServer(script: (asked: AskedOfServer) => ServerTurn): Promise<ModelServer> {
  const asked: AskedOfServer[] = [];
  const unpaired: string[] = [];
  const {promise: hungUp, resolve: hangUp} = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) hangUp();
    });
    const question = await askedIn(request, asked.length);
    if (question === null) return send(response, refusal(404, 'not_found', `there is no ${request.url}`));
    asked.push(question);
    const wrong = unpairedIn(question.body);
    unpaired.push(...wrong);
    return send(
      response,
      wrong[0] === undefined ? replyTo(question, script(question)) : refusal(400, 'invalid_request', wrong[0]),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {baseUrl: `http://127.0.0.1:${port}/v1`, asked, unpaired, hungUp, close};
}

async function askedIn(request: IncomingMessage, ordinal: number): Promise<AskedOfServer | null> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const wire = request.url === '/v1/responses' ? 'responses' : request.url === '/v1/chat/completions' ? 'chat' : null;
  if (wire === null || request.method !== 'POST') return null;
  const {headers} = request;
  return {wire, body: JSON.parse(text) as Json, headers, authorization: headers.authorization, ordinal};
}

function replyTo({wire, body, ordinal}: AskedOfServer, turn: ServerTurn): Reply {
  const instead = replyOfFault(turn.fault);
  if (instead !== null) return instead;
  const model = turn.model ?? String(body['model']);
  const whole =
    wire === 'chat'
      ? chatFrames(turn, model, ordinal, body['stream_options'] !== undefined)
      : responsesFrames(turn, model, ordinal);
  return {status: 200, headers: {'content-type': 'text/event-stream'}, ...spoiled(whole, turn.fault)};
}

async function send(response: ServerResponse, {status, headers, frames, ending}: Reply): Promise<void> {
  if (ending === 'noHeaders') return;
  response.socket?.setNoDelay(true);
  response.writeHead(status, headers);
  for (const frame of frames) {
    if (response.destroyed) return;
    await new Promise<void>((resolve) => response.write(frame, () => resolve()));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (ending === 'reset') response.socket?.resetAndDestroy();
  if (ending === 'end') response.end();
}
