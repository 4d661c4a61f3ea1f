// What a person set for the screen: colours, keys, and when it calls.

/** `terminal`: the sixteen colours that the terminal itself defines. */
export const themes = ['terminal', 'dark', 'light', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** The theme that was chosen on the screen, and the configured one in whose place: a new configuration wins again. */
export interface ChosenTheme {
  readonly chosen: Theme;
  readonly over: Theme;
}

/** Ways in which a person who looks elsewhere is called. */
export interface CallSettings {
  readonly bell: boolean;
  readonly title: boolean;
  readonly notification: boolean;
}

/** The keys of a command, by its name. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

export interface DeckSettings {
  readonly theme: Theme;
  /** Asked for at this start: before what was chosen on the screen at another. */
  readonly isThemeAsked?: true;
  readonly keys: KeyChanges;
  readonly calls: CallSettings;
  /** Events as lines in place of the full screen. */
  readonly screenReader: boolean;
}

export const usualDeck: DeckSettings = {
  theme: 'terminal',
  keys: {},
  calls: {bell: true, title: true, notification: true},
  screenReader: false,
};
