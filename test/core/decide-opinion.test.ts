import type {ToolCommand} from '../../src/core/commands.ts';
import type {Event} from '../../src/core/events.ts';
import {messageId, type OpinionId, statementId, turnId} from '../../src/core/ids.ts';
import type {OpinionCommand} from '../../src/core/opinion-events.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  after,
  assigned,
  call,
  called,
  created,
  O1,
  opinionOpen,
  otherTree,
  poweredUp,
  started,
  statementAnswered,
  stateOf,
  tape,
  tree,
} from './states.ts';

const running = stateOf(started(), ...poweredUp, created());
const ask = (...statements: readonly string[]): OpinionCommand => ({do: 'askSecondOpinion', statements});
const begun = stateOf(
  started(),
  ...opinionOpen('a reader blocks', 'no leak'),
  assigned('verifier', 'opinion', A1, null),
);

/** The Verifier at the first of two calls. */
const answering = stateOf(
  started(),
  ...opinionOpen('a reader blocks', 'no leak'),
  assigned('verifier', 'opinion', A1, null),
  ...called(['x', 'y']),
);
const answer = (change: Partial<Extract<ToolCommand, {do: 'answerStatement'}>> = {}): ToolCommand => ({
  do: 'answerStatement',
  call: call(),
  statement: 'O1.1',
  verdict: 'confirmed',
  places: [{file: 'ringlog.c', line: 9}],
  says: 'it waits',
  ...change,
});
const concluded: Event = {type: 'opinion.concluded', opinion: O1, summary: 'it holds'};
const told: Event = {type: 'message.queued', message: messageId(1), to: 'verifier', about: 'redirect', text: 'sure?'};

// Asking
gives('statements are trimmed, and empty lines are none', running, ask(' a reader blocks ', '', 'no leak'), {
  type: 'opinion.asked',
  opinion: O1,
  statements: ['a reader blocks', 'no leak'],
});
refuses('nothing but blanks', running, ask(' ', ''), /say how it ought to work/);
refuses('thirteen statements', running, ask(...Array.from({length: 13}, (_, n) => `s${n}`)), /holds 12 statements/);
refuses('a statement that is an essay', running, ask('x'.repeat(601)), /more than 600 characters/);
refuses(
  'a tape without a Verifier',
  stateOf(started({label: tape})),
  ask('x'),
  /the tape "ringlog", which can't answer/,
);
gives(
  'a tape that has turns of the Verifier gives an opinion',
  stateOf(started({label: {...tape, verifierTurns: 2}})),
  ask('x'),
  {type: 'opinion.asked'},
);
refuses(
  'after the end, with what can still be done',
  after(running, {
    type: 'session.ended',
    outcome: 'accepted',
    why: 'every task passed its gate',
    ...running.counts,
    commit: null,
  }),
  ask('x'),
  /^the session has ended: every task passed its gate\. Its core takes nothing in any more.*V still opens codex/,
);
gives(
  'a new one closes the one before',
  begun,
  ask('z'),
  {type: 'assignment.ended', assignment: A1, how: 'stopped'},
  {type: 'opinion.closed', opinion: O1, why: 'O2 was asked for'},
  {type: 'opinion.asked', opinion: 'O2' as OpinionId, statements: ['z']},
);

// The talk
gives(
  'more statements',
  begun,
  {do: 'addStatements', opinion: O1, statements: ['z']},
  {
    type: 'opinion.statementsAdded',
    opinion: O1,
    statements: ['z'],
  },
);
gives(
  'words to the Verifier',
  begun,
  {do: 'tellVerifier', opinion: O1, text: 'sure?'},
  {
    type: 'message.queued',
    to: 'verifier',
    text: 'sure?',
  },
);
refuses('no words', begun, {do: 'tellVerifier', opinion: O1, text: ' '}, /needs words/);
refuses('words to no opinion', running, {do: 'tellVerifier', opinion: O1, text: 'x'}, /there is no opinion O1/);
const closed = after(begun, {type: 'opinion.closed', opinion: O1, why: 'closed by you'});
refuses(
  'words to a closed one',
  closed,
  {do: 'tellVerifier', opinion: O1, text: 'x'},
  /O1 is closed \(closed by you\)/,
);
gives(
  'closing calls off what is under way, and what waits is refused',
  after(begun, told, {type: 'turn.asked', assignment: A1, turn: turnId(A1, 1), messages: [messageId(1)]}),
  {do: 'closeOpinion', opinion: O1},
  {type: 'turn.failed', turn: turnId(A1, 1)},
  {type: 'assignment.ended', assignment: A1, how: 'stopped'},
  {type: 'message.refused', message: messageId(1), why: 'closed by you'},
  {type: 'opinion.closed', opinion: O1},
);

// Answering
gives(
  'an answer is looked up before it counts',
  answering,
  answer(),
  {type: 'tool.started', call: call()},
  {type: 'opinion.answerGiven', opinion: O1, statement: statementId(O1, 1), verdict: 'confirmed'},
);
refuses('a statement that is not there', answering, answer({statement: 'O1.7'}), /the statements are O1\.1, O1\.2/);
refuses('confirmed without a place', answering, answer({places: []}), /"confirmed" needs the lines/);
refuses('contradicted without a place', answering, answer({verdict: 'contradicted', places: []}), /needs the lines/);
gives(
  'not decided needs no place',
  answering,
  answer({verdict: 'notDecided', places: []}),
  {type: 'tool.started'},
  {
    type: 'opinion.answerGiven',
    places: [],
  },
);
refuses('no words', answering, answer({says: ' '}), /say why/);
refuses(
  'too many places',
  answering,
  answer({places: Array.from({length: 13}, () => ({file: 'a.c', line: 1}))}),
  /13 places are more than 12/,
);
const conclude: ToolCommand = {do: 'concludeOpinion', call: call(), summary: 'it holds'};
refuses('concluding with open statements', after(answering, statementAnswered(1)), conclude, /O1\.2 not answered yet/);
gives(
  'concluding',
  after(answering, statementAnswered(1), statementAnswered(2, 'contradicted')),
  conclude,
  {type: 'opinion.concluded', opinion: O1, summary: 'it holds'},
  {type: 'tool.returned', ok: true},
);
refuses(
  'answering what was closed',
  after(answering, {type: 'opinion.closed', opinion: O1, why: 'x'}),
  answer(),
  /closed/,
);

// What it may see
const reads = (what: object): ToolCommand => ({
  do: 'useTool',
  call: call(),
  tool: {tool: 'readFile', path: 'a.c', ...what},
});
gives('it reads the pinned tree', answering, reads({tree}), {type: 'tool.started'});
refuses('it does not read the folder as it changes', answering, reads({}), /only the pinned tree/);
refuses('it does not read another tree', answering, reads({tree: otherTree}), /only the pinned tree/);
refuses(
  'it writes nothing',
  answering,
  {do: 'useTool', call: call(), tool: {tool: 'writeFile', path: 'a.c', content: ''}},
  /the Verifier may not do this; it is for the Executor/,
);

const waiting = after(begun, statementAnswered(1), statementAnswered(2), concluded);

gives(
  'its outcome as a constraint names the opinion, and goes to the Scheduler',
  waiting,
  {do: 'addConstraint', text: 'a reader blocks', strength: 'must', scope: {kind: 'all'}, opinion: O1},
  {
    type: 'constraint.added',
    constraint: {
      id: 'C1' as never,
      text: 'a reader blocks',
      strength: 'must',
      scope: {kind: 'all'},
      source: 'verifier',
      standing: 'inForce',
      opinion: O1,
    },
  },
  {type: 'message.queued', to: 'scheduler', about: 'constraint'},
);
refuses(
  'a constraint of an opinion that is not there',
  running,
  {do: 'addConstraint', text: 'x', strength: 'must', scope: {kind: 'all'}, opinion: O1},
  /there is no opinion O1/,
);
