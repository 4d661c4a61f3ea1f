// The constraints that a person keeps in an editor, as Markdown: each item of a list is one. What is no item and no heading is complained
// of with its line, since words that bind nobody are worse than none.
import {type Complaint, type ConstraintWords, lengthRefusal} from './constraint-events.ts';
import type {ConstraintScope} from './entities.ts';
import type {TaskId} from './ids.ts';
import {roles} from './roles.ts';

export interface ConstraintsText {
  readonly constraints: readonly ConstraintWords[];
  readonly complaints: readonly Complaint[];
}

interface Item {
  readonly line: number;
  readonly text: string;
}

export function parseConstraintsFile(text: string): ConstraintsText {
  const {items, strays} = itemsOf(withoutComments(text).split('\n'));
  const unclosed = unclosedComment(text);
  const read = items.map((item) => ({line: item.line, words: wordsOf(item.text)}));
  const complaints = read.flatMap(({line, words}) => (typeof words === 'string' ? [{line, why: words}] : []));
  return {
    constraints: read.flatMap(({words}) => (typeof words === 'string' ? [] : [words])),
    complaints: [...complaints, ...strays, ...unclosed].toSorted((one, other) => one.line - other.line),
  };
}

/** Their line ends stay, so that lines keep their numbers. One that is not closed goes to the end. */
function withoutComments(text: string): string {
  const [before = '', ...comments] = text.replaceAll('\r', '').split('<!--');
  const rest = comments.map((comment) => {
    const end = comment.indexOf('-->');
    const blank = comment.slice(0, end === -1 ? comment.length : end).replaceAll(/[^\n]/g, '');
    return blank + (end === -1 ? '' : comment.slice(end + '-->'.length));
  });
  return before + rest.join('');
}

/** What stands below it may be meant to be in force. */
function unclosedComment(text: string): readonly Complaint[] {
  const at = text.lastIndexOf('<!--');
  if (at === -1 || text.includes('-->', at)) return [];
  return [{line: text.slice(0, at).split('\n').length, why: 'this comment is not closed by -->'}];
}

const bullet = /^ {0,3}(?:[-*+]|\d{1,3}[.)])\s+(?=\S)/;
/** A heading, or a line across the page. */
const passedOver = /^\s*(?:#|(?:[-*_]\s*){3,}$|={3,}\s*$)/;

/** A line that is indented goes on with the item above it. */
function itemsOf(lines: readonly string[]): {readonly items: readonly Item[]; readonly strays: readonly Complaint[]} {
  const items: Item[] = [];
  const strays: Complaint[] = [];
  let isOpen = false;
  for (const [index, line] of lines.entries()) {
    const last = items.at(-1);
    if (line.trim() === '' || passedOver.test(line)) isOpen = false;
    else if (bullet.test(line)) {
      items.push({line: index + 1, text: line.replace(bullet, '').trim()});
      isOpen = true;
    } else if (isOpen && last !== undefined && /^\s/.test(line)) {
      items[items.length - 1] = {...last, text: `${last.text} ${line.trim()}`};
    } else
      strays.push({line: index + 1, why: 'this is no item of a list: begin it with "- ", or indent it below its item'});
  }
  return {items, strays};
}

const strengthMark = /^(must|prefer)\s*:\s*/i;
const scopeMark = /^\[([^\]]*)\]\s*:?\s*/;

interface Marks {
  readonly strength?: ConstraintWords['strength'];
  readonly scope?: string;
  readonly text: string;
}

/** `must:` and `[scope]` may stand in either order, each once. */
function marksOf(marks: Marks): Marks {
  const {text} = marks;
  const strength = marks.strength === undefined ? strengthMark.exec(text) : null;
  if (strength !== null) {
    const said = strength[1]?.toLowerCase() === 'prefer' ? 'prefer' : 'must';
    return marksOf({...marks, strength: said, text: text.slice(strength[0].length)});
  }
  const scope = marks.scope === undefined ? scopeMark.exec(text) : null;
  return scope === null ? marks : marksOf({...marks, scope: scope[1] ?? '', text: text.slice(scope[0].length)});
}

function wordsOf(item: string): ConstraintWords | string {
  const {text, strength = 'must', scope: name = 'all'} = marksOf({text: item});
  const scope = scopeOf(name);
  if (scope === null) return `[${name.slice(0, 40)}] is no scope; those are ${scopeNames}`;
  if (text === '') return 'a constraint needs words';
  return lengthRefusal(text) ?? {text, strength, scope};
}

const scopeNames = `[all], ${roles.map((role) => `[${role}]`).join(', ')}, and a task, as [T2]`;

function scopeOf(name: string): ConstraintScope | null {
  const given = name.trim().toLowerCase();
  if (given === 'all') return {kind: 'all'};
  const role = roles.find((candidate) => candidate === given);
  if (role !== undefined) return {kind: 'role', role};
  return /^t\d{1,4}$/.test(given) ? {kind: 'task', task: given.toUpperCase() as TaskId} : null;
}

/** What stands in the file at first. */
export const constraintsTemplate = `# Constraints

<!--
Each item of a list is a rule for the agents, in force from the moment that you save this file until you remove the line.

  - no floating point
  - prefer: kfifo over a ring of our own
  - [executor] every error path undoes what was done before it
  - prefer: [T2] one lock

"must:" is meant where nothing is said. [all], [scheduler], [planner], [executor], [reviewer], or a task as [T2], says for whom. A line that
is indented goes on with its item. No agent and no build can write here.
-->
`;
