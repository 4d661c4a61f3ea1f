// What a goal without a task folder is held against: written by the Planner, approved by the person, and from then on the same to
// the byte for everybody. The words are checked by a driver, which has the parser, a shell and a compiler.
import type {Requirement} from './entities.ts';
import type {BlobHash} from './ids.ts';

/** As a task folder holds it: `task.md`, `accept.sh`, and helper programs in C by their names without `.c`. */
export interface AcceptanceDraft {
  readonly markdown: string;
  readonly script: string;
  readonly programs: readonly {readonly name: string; readonly source: string}[];
}

/** A draft that passed the check. What a person approves is this blob, and no other. */
export interface CheckedAcceptance {
  readonly draft: AcceptanceDraft;
  readonly blob: BlobHash;
  readonly requirement: Requirement;
  readonly constraints: readonly string[];
  readonly by: 'planner' | 'person';
}

export type AcceptanceStanding =
  /** It came with the task, before the session began. */
  | {readonly kind: 'given'}
  /** `before` and `remarks`: what was proposed last, and what the person said of it. */
  | {
      readonly kind: 'wanted';
      readonly approve: AcceptanceApproval;
      readonly before?: CheckedAcceptance;
      readonly remarks: readonly string[];
    }
  | {
      readonly kind: 'proposed';
      readonly approve: AcceptanceApproval;
      readonly checked: CheckedAcceptance;
      readonly remarks: readonly string[];
      /** Why the person's own edit could not be taken, the last time. */
      readonly refused?: string;
      /** The person's own edit, while it is being checked: what it is to replace is neither approved nor sent back meanwhile. */
      readonly checking?: AcceptanceDraft;
    }
  | {
      readonly kind: 'approved';
      readonly blob: BlobHash;
      readonly by: AcceptanceApproval;
      readonly draft: AcceptanceDraft;
    };

/** `flag`: nobody is there to read it, and the command line said that it may go by unread. */
export type AcceptanceApproval = 'person' | 'flag';

/** Nothing is made of a goal before it is known what it will be held against. */
export function isAcceptanceOpen({kind}: AcceptanceStanding): boolean {
  return kind === 'wanted' || kind === 'proposed';
}

export interface AcceptancePart {
  /** As a file of a task folder is named. */
  readonly name: string;
  readonly text: string;
}

export function partsOf({markdown, script, programs}: AcceptanceDraft): readonly AcceptancePart[] {
  return [
    {name: 'task.md', text: markdown},
    {name: 'accept.sh', text: script},
    ...programs.map(({name, source}) => ({name: `${name}.c`, text: source})),
  ];
}

export function withPart(draft: AcceptanceDraft, {name, text}: AcceptancePart): AcceptanceDraft {
  if (name === 'task.md') return {...draft, markdown: text};
  if (name === 'accept.sh') return {...draft, script: text};
  const programs = draft.programs.map((program) =>
    `${program.name}.c` === name ? {...program, source: text} : program,
  );
  return {...draft, programs};
}

export const draftMax = {characters: 64_000, programs: 8, remarks: 8} as const;

/** What is shown to a person: waiting for their word, approved, or sent back last; null where there is none. */
export function draftOf(acceptance: AcceptanceStanding): AcceptanceDraft | null {
  switch (acceptance.kind) {
    case 'given':
      return null;
    case 'wanted':
      return acceptance.before?.draft ?? null;
    case 'proposed':
      return acceptance.checked.draft;
    case 'approved':
      return acceptance.draft;
    default:
      return acceptance satisfies never;
  }
}
