// A session as a screen sees it: what the core says, one line of the link after the other, at times that a test sets.
import type {Entry, Event} from '../../src/core/events.ts';
import type {Delta, DownLine} from '../../src/core/link.ts';
import {emptyLive, type Live, takeLine} from '../../src/view/live.ts';

export const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);

export class Scenario {
  live: Live = emptyLive;
  nowMs = startMs;
  readonly entries: Entry[] = [];
  /** Every byte of the console. */
  captured: Buffer = Buffer.alloc(0);
  #seq = 0;

  at(seconds: number): this {
    this.nowMs = startMs + seconds * 1000;
    return this;
  }

  take(line: DownLine): this {
    const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
    this.live = takeLine(this.live, line, {nowMs: this.nowMs, decode});
    return this;
  }

  tell(...events: readonly Event[]): this {
    for (const event of events) {
      const entry = {seq: ++this.#seq, atMs: this.nowMs, consoleByte: this.captured.length, event};
      this.entries.push(entry);
      this.take({kind: 'entry', entry});
    }
    return this;
  }

  caughtUp(): this {
    return this.take({kind: 'caughtUp', seq: this.#seq});
  }

  console(text: string): this {
    return this.bytes(Buffer.from(text.replaceAll('\n', '\r\n')));
  }

  bytes(bytes: Uint8Array): this {
    const fromByte = this.captured.length;
    this.captured = Buffer.concat([this.captured, bytes]);
    return this.take({kind: 'console', fromByte, base64: Buffer.from(bytes).toString('base64')});
  }

  delta(delta: Delta): this {
    return this.take({kind: 'delta', ...delta});
  }

  /** With the modules that are loaded beside the kernel's own. */
  pulse(...modules: readonly string[]): this {
    const taint = modules.length === 0 ? '' : 'OE';
    return this.take({kind: 'pulse', atMs: this.nowMs, kernel: {modules, ownModules: 9, taint}});
  }
}
