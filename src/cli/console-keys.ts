// Keys, for the parts of the console that a person works in instead of the target: bytes in, keys out, with the Esc key settled in time.
import {endKeys, isUnsettled, noRest, parseKeys} from '../deck/keys.ts';
import type {Key} from '../view/keys.ts';

const escapeMs = 30;

export interface KeyReader {
  take(bytes: Uint8Array): void;
  close(): void;
}

export function openKeyReader(onKey: (key: Key) => void): KeyReader {
  let rest = noRest;
  let timer: NodeJS.Timeout | undefined;
  return {
    take(bytes) {
      clearTimeout(timer);
      const parsed = parseKeys(rest, bytes);
      rest = parsed.rest;
      for (const key of parsed.keys) onKey(key);
      if (!isUnsettled(rest)) return;
      timer = setTimeout(() => {
        const ended = endKeys(rest);
        rest = ended.rest;
        for (const key of ended.keys) onKey(key);
      }, escapeMs);
    },
    close: () => clearTimeout(timer),
  };
}
