// What the Scheduler is called for, and what the Planner must know to write what a goal is held against.
import type {Assignment, Constraint} from '../src/core/entities.ts';
import {cutText} from '../src/core/limits.ts';
import type {News} from '../src/core/news-item.ts';
import {quoted} from '../src/core/quoted.ts';
import {roleNames} from '../src/core/roles.ts';
import type {State} from '../src/core/state.ts';
import {unansweredConstraints} from '../src/core/unanswered.ts';
import {fenced} from './fence.ts';
import type {Piece} from './fit.ts';
import {pieceOf} from './section.ts';

type Pieces = readonly Piece<string>[];

export function newsPieces(state: State, {news = []}: Assignment): Pieces {
  const lines = [...news.map((one) => newsText(state, one)), ...unansweredConstraints(state).map(constraintText)];
  return lines.length === 0
    ? []
    : [pieceOf('# What came up'), ...lines.map((line) => pieceOf(`\n- ${line}`)), pieceOf('\n\n')];
}

function newsText({messages, tasks}: State, news: News): string {
  switch (news.kind) {
    case 'redirect': {
      const message = messages.find(({id}) => id === news.message);
      return message === undefined
        ? `${news.message}: the person redirected an agent`
        : `the person to the ${roleNames[message.to]} (${message.id}): ${cutText(message.text, 1000)}`;
    }
    case 'ended': {
      const task = tasks.find(({id}) => id === news.task);
      return task === undefined
        ? `${news.task} ended`
        : `${task.id} ${quoted(task.title)} is ${task.stage}: ${quoted(task.because)}`;
    }
    default:
      return news satisfies never;
  }
}

function constraintText({id, strength, text}: Constraint): string {
  return `${id} (${strength}) has no answer of yours yet: ${cutText(text, 1000)}`;
}

/** The form is that of a task folder; the check that follows reads it with the same parser. */
const formText = `# The form
task.md begins with front matter between two lines "---": name (letters, digits, . _ -), module (lower case, digits, _), minutes (a number),
and where there are any, constraints (a list of sentences). After it the goal in prose: every behaviour that counts, as sentences that
can be checked. accept.sh runs on the target as root by busybox sh, in a folder of its own, with the module not loaded; KO is the path of the
built module. It loads it by insmod "$KO", tries what the goal promises at its edges too, and leaves it unloaded. Status 0 accepts; else its
last line says why not, as "not accepted: ...". Helper programs in C are compiled static and lie beside it under their names.
Each step waits for what it waits for with a bound: a script that can hang is no acceptance.`;

export function acceptancePieces({acceptance}: State): Pieces {
  if (acceptance.kind !== 'wanted' || acceptance.before === undefined) return [pieceOf(formText)];
  const {before, remarks} = acceptance;
  const {markdown, script, programs} = before.draft;
  return [
    pieceOf(formText),
    pieceOf(
      `\n\n# What you proposed before\n${[
        fenced('task.md', markdown),
        fenced('accept.sh', script),
        ...programs.map(({name, source}) => fenced(`${name}.c`, source)),
      ].join('\n')}`,
    ),
    pieceOf(`\n\n# What the person says of it\n${remarks.map((words) => `- ${words}`).join('\n')}`),
  ];
}
