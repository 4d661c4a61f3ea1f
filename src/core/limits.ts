// How often things may be tried before a person is asked, and how long what is kept may grow.

/** Bounds on the work; from the configuration, fixed when the session starts. */
export interface Limits {
  readonly turnsPerAssignment: number;
  readonly callsPerTurn: number;
  readonly buildsPerTask: number;
  readonly reviewRoundsPerTask: number;
  readonly crashesPerTask: number;
  readonly rejectionsPerTask: number;
  /** Patches that the same crash came back after, before the Planner is asked for another way. */
  readonly patchesPerCrash: number;
  /** Answers in a row without a tool call, before a person is asked. */
  readonly idleAnswers: number;
  /** The same call with the same result, with no edit in between: a nudge at this many, a person one later. */
  readonly repeats: number;
  /** Builds in a row that end in the same error, and reviews that find the same: a nudge at this many, a person one later. */
  readonly sameErrors: number;
  readonly sameFindings: number;
  /** Failures of the model in a row that are retried. */
  readonly modelRetries: number;
  readonly tasks: number;
}

export const defaultLimits: Limits = {
  turnsPerAssignment: 60,
  callsPerTurn: 8,
  buildsPerTask: 20,
  reviewRoundsPerTask: 3,
  crashesPerTask: 5,
  rejectionsPerTask: 3,
  patchesPerCrash: 3,
  idleAnswers: 2,
  repeats: 4,
  sameErrors: 3,
  sameFindings: 2,
  modelRetries: 5,
  tasks: 12,
};

/** Bounds on what the state keeps; the journal keeps the rest. */
export const kept = {
  builds: 64,
  runs: 64,
  findings: 128,
  messages: 128,
  constraints: 128,
  edits: 32,
  questions: 64,
  faults: 32,
  notes: 64,
  opinions: 16,
  examinations: 16,
  marks: 512,
  activity: 80,
  transcript: 400,
  diagnostics: 40,
  hypotheses: 64,
  news: 32,
  reports: 8,
  markCharacters: 300,
  textCharacters: 24_000,
  diffCharacters: 6_000,
  /** Of one call; a whole source file has to fit, as JSON. */
  argumentsCharacters: 500_000,
} as const;

/** What may be open at a time. More is refused in words, since what is open must not be pushed out by what is new. */
export const openMax = {
  constraints: 64,
  messagesPerRole: 16,
  findingsPerTask: 32,
  /** Calls in an answer that are heard at all; past `callsPerTurn` they are heard and refused. */
  callsPerAnswer: 64,
  reopenings: 3,
  replans: 2,
  approaches: 8,
  criteria: 12,
} as const;

export function lastOf<Item>(items: readonly Item[], countMax: number): readonly Item[] {
  return items.length > countMax ? items.slice(items.length - countMax) : items;
}

/** Room is made by what is worth least, the oldest of it first. */
export function worthiestOf<Item>(
  items: readonly Item[],
  countMax: number,
  worthOf: (item: Item) => number,
): readonly Item[] {
  if (items.length <= countMax) return items;
  const byWorth = items.map((item) => ({item, worth: worthOf(item)})).sort((one, other) => one.worth - other.worth);
  const dropped = new Set(byWorth.slice(0, items.length - countMax).map(({item}) => item));
  return items.filter((item) => !dropped.has(item));
}

/** Cuts in the middle, and says so: the beginning of an output names it, its end says how it ended. */
export function cutText(text: string, charactersMax: number = kept.textCharacters): string {
  if (text.length <= charactersMax) return text;
  const half = Math.max(0, Math.floor((charactersMax - 60) / 2));
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[... ${left} characters left out ...]\n${text.slice(text.length - half)}`;
}
