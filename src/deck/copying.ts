// Copies a text: to the clipboard through the terminal (OSC 52), so that it works over ssh, and to a file, since not every terminal takes it.
import type {Copied} from '../view/copied.ts';
import type {DeckHost} from './host.ts';
import {throughTo} from './passthrough.ts';

export interface CopyHands {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: Pick<DeckHost, 'writeState'>;
  readonly write: (sequence: string) => void;
  readonly notice: (text: string, tone: 'plain' | 'warn' | 'bad') => void;
}

/** Terminals take 100,000 bytes of such a sequence, and base64 makes four of three. */
export const clipboardBytesMax = 74_000;

export async function copy({env, host, write, notice}: CopyHands, copied: Copied | null): Promise<void> {
  if (copied === null) return notice('There is nothing to copy.', 'plain');
  const bytes = Buffer.from(copied.text);
  const fits = bytes.length <= clipboardBytesMax;
  if (fits) write(clipboardSequence(env, bytes));
  try {
    const path = await host.writeState('copied.txt', copied.text);
    const where = fits
      ? `to the clipboard, where your terminal lets it, and to ${path}`
      : `to ${path}: it is too long for the clipboard`;
    notice(`Copied ${copied.what} ${where}`, 'plain');
  } catch (error) {
    notice(`Copied ${copied.what} to the clipboard; the file can't be written: ${wordsOf(error)}`, 'warn');
  }
}

/** tmux with `set-clipboard on` takes it as it is; with `allow-passthrough on` it hands it on. */
function clipboardSequence(env: CopyHands['env'], bytes: Buffer): string {
  const sequence = `\x1b]52;c;${bytes.toString('base64')}\x07`;
  const through = throughTo(env, sequence);
  return env['TMUX'] ? sequence + through : through;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
