// A provider of our own on the loopback, with the ways in which a real one fails.
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written one after the other, each reaching the client by itself. */
  readonly chunks: readonly string[];
  /** `cut`: the body ends as if it were whole; `reset`: the connection is torn; `stall`: nothing more ever comes. */
  readonly ending: 'end' | 'cut' | 'reset' | 'stall';
}

export interface Provider {
  readonly baseURL: string;
  /** Bodies of the requests, as they came. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startProvider(reply: Reply): Promise<Provider> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, reply, asked);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {baseURL: `http://127.0.0.1:${port}/v1`, asked, close};
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  asked: string[],
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  asked.push(body);
  response.socket?.setNoDelay(true);
  response.writeHead(reply.status ?? 200, {'content-type': 'text/event-stream', ...reply.headers});
  for (const chunk of reply.chunks) {
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (reply.ending === 'reset') response.socket?.resetAndDestroy();
  if (reply.ending === 'end' || reply.ending === 'cut') response.end();
}

export function eventText(event: {readonly type: string; readonly [key: string]: unknown}): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

export function streamOf(events: readonly {readonly type: string; readonly [key: string]: unknown}[]): Reply {
  return {chunks: events.map(eventText), ending: 'end'};
}

export function jsonReply(status: number, error: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: {'content-type': 'application/json', ...headers},
    chunks: [JSON.stringify({error})],
    ending: 'end',
  };
}
