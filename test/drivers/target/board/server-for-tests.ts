// Our server as it runs on a board, here in a shell of the host, and the channel to it over pipes that can be made bad.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {systemClock} from '../../../../src/drivers/clock.ts';
import {openRequests} from '../../../../src/drivers/target/board/requests.ts';
import {openShellChannel, type ShellChannel} from '../../../../src/drivers/target/board/shell-channel.ts';
import {initialUnframing, unframe} from '../../../../src/drivers/target/board/unframe.ts';
import type {Closing} from '../../../temporary.ts';
import {temporaryFolder} from '../../../temporary.ts';

export interface ServerForTests {
  readonly channel: ShellChannel;
  readonly folder: string;
  /** What came and was no answer. */
  console(): string;
}

const tool = 'md5sum';
const mark = 'f00d';

/** `spoil` gets every byte on its way, either way. */
export async function serverForTests(
  t: Closing,
  spoil: (text: string) => string = (text) => text,
): Promise<ServerForTests> {
  const folder = await temporaryFolder(t);
  const text = await readFile(new URL('../../../../src/drivers/target/board/serve.sh', import.meta.url), 'utf8');
  // The host's own pstore and log are not the business of a test.
  await writeFile(join(folder, 'serve'), text.replaceAll(/^.*(?:mount -t pstore|kernel\/printk).*$/gm, ''));
  const child = spawn('sh', [join(folder, 'serve'), mark, tool, '0', '-ixon'], {stdio: ['pipe', 'pipe', 'ignore']});
  const ended = once(child, 'exit');
  let unframing = initialUnframing;
  let console = '';
  let begin: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const requests = openRequests({
    ...{clock: systemClock, bytesPerSecond: 1_000_000},
    write: (line) => child.stdin.write(Buffer.from(spoil(line.replace(/\r$/, '\n')), 'latin1')),
    alive: () => {},
    told: (kind, words) => channel.told(kind, words),
    silent: () => requests.resume({mark, tool}),
  });
  const channel = openShellChannel({
    requests,
    bytesPerSecond: 1_000_000,
    server: () => ({folder, tool, hasGzip: true}),
  });
  child.stdout.on('data', (bytes: Buffer) => {
    const heard = unframe(unframing, spoil(bytes.toString('latin1')));
    unframing = heard.unframing;
    console += heard.rest;
    for (const frame of heard.frames) requests.hears(frame);
    begin();
  });
  t.after(async () => {
    requests.drop('the test is over');
    child.stdin.end();
    child.kill('SIGKILL');
    await ended;
    // Something that it has started may hold its output open.
    child.stdout.destroy();
  });
  await ready;
  requests.resume({mark, tool});
  return {channel, folder, console: () => console};
}

/** Loses or changes one of so many bytes, always the same ones. */
export function spoilOneOf(count: number): (text: string) => string {
  let seed = 12_345;
  const dice = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 8;
  };
  return (text) =>
    [...text]
      .map((char) => {
        const fall = dice() % (2 * count);
        if (fall === 0) return '';
        return fall === 1 ? String.fromCharCode(char.charCodeAt(0) ^ (1 << (dice() % 7))) : char;
      })
      .join('');
}
