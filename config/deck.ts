// The screen in the configuration. Which commands there are to give keys to is the screen's to say: its check comes in with the sources.
import {z} from 'zod';
import {type CallSettings, type DeckSettings, type KeyChanges, themes, usualDeck} from '../src/core/deck-settings.ts';
import {parseYaml} from './yaml.ts';

const key = z.string().min(1);

const calls = z.strictObject({
  bell: z.boolean().optional(),
  title: z.boolean().optional(),
  notification: z.boolean().optional(),
});

export const deckSchema = z.strictObject({
  theme: z.enum(themes).optional(),
  /** By the command's name; several keys are a list, and an empty one takes its keys away. */
  keys: z.record(z.string(), z.union([key, z.array(key)])).optional(),
  /** `false`: it never calls. */
  calls: z.union([z.boolean(), calls]).optional(),
  screenReader: z.boolean().optional(),
});

export type WrittenDeck = z.infer<typeof deckSchema>;

export function deckOf(written: WrittenDeck = {}): DeckSettings {
  return {
    theme: written.theme ?? usualDeck.theme,
    keys: keysOf(written.keys ?? {}),
    calls: callsOf(written.calls),
    screenReader: written.screenReader ?? usualDeck.screenReader,
  };
}

export function keysOf(written: NonNullable<WrittenDeck['keys']>): KeyChanges {
  return Object.fromEntries(
    Object.entries(written).map(([name, keys]) => [name, typeof keys === 'string' ? [keys] : keys]),
  );
}

function callsOf(written: WrittenDeck['calls']): CallSettings {
  if (written === undefined) return usualDeck.calls;
  if (typeof written === 'boolean') return {bell: written, title: written, notification: written};
  const {bell = true, title = true, notification = true} = written;
  return {bell, title, notification};
}

/** What is wrong with the keys of a command, as it stands in the configuration. */
export interface KeyFault {
  readonly command: string;
  readonly words: string;
}

/** Each fault is told with the place where it stands; of several files, in the one that is read last. */
export function checkKeys(faults: readonly KeyFault[], sources: readonly {path: string; text: string}[]): void {
  if (faults.length === 0) return;
  const keys = z.record(z.string(), z.unknown()).superRefine((written, context) => {
    for (const {command, words} of faults) {
      if (Object.hasOwn(written, command)) context.addIssue({code: 'custom', path: [command], message: words});
    }
  });
  const shape = z.looseObject({deck: z.looseObject({keys: keys.optional()}).optional()});
  for (const {path, text} of sources.toReversed()) parseYaml(text, path, shape);
}
