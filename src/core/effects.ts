// Which events are intents: what the supervisor has a driver do once they are in the journal. A replay runs none of them.
import type {AcceptanceDraft} from './acceptance.ts';
import type {Event, WorldTool} from './events.ts';
import type {CheckName} from './examination.ts';
import type {AssignmentId, BuildId, CallId, OpinionId, RunId, TaskId, TreeHash, TurnId} from './ids.ts';
import type {PowerAct} from './machine-events.ts';
import type {GivenAnswer} from './opinion.ts';

export type Effect =
  | {readonly effect: 'askModel'; readonly assignment: AssignmentId; readonly turn: TurnId}
  | {readonly effect: 'cancelAsk'; readonly turn: TurnId}
  | {readonly effect: 'useTool'; readonly call: CallId; readonly tool: WorldTool}
  | {readonly effect: 'build'; readonly build: BuildId; readonly call: CallId}
  | {readonly effect: 'run'; readonly run: RunId; readonly call?: CallId}
  | {readonly effect: 'commit'; readonly task: TaskId; readonly tree: TreeHash; readonly message: string}
  | {readonly effect: 'pinOpinion'; readonly opinion: OpinionId}
  | {readonly effect: 'checkAnswer'; readonly opinion: OpinionId; readonly answer: GivenAnswer}
  | {readonly effect: 'checkAcceptance'; readonly draft: AcceptanceDraft; readonly call?: CallId}
  | {readonly effect: 'describeChange'; readonly task: TaskId; readonly tree: TreeHash; readonly since?: string}
  | {readonly effect: 'examine'; readonly task: TaskId; readonly tree: TreeHash; readonly checks: readonly CheckName[]}
  | {readonly effect: 'cancelExamination'; readonly task: TaskId}
  | {readonly effect: 'power'; readonly act: PowerAct}
  | {readonly effect: 'shutDown'};

export function effectsOf(event: Event): readonly Effect[] {
  switch (event.type) {
    case 'turn.asked':
      return [{effect: 'askModel', assignment: event.assignment, turn: event.turn}];
    case 'turn.failed':
      return event.failure.failure === 'cancelled' ? [{effect: 'cancelAsk', turn: event.turn}] : [];
    case 'tool.started':
      return event.tool === undefined ? [] : [{effect: 'useTool', call: event.call, tool: event.tool}];
    case 'build.started':
      return [{effect: 'build', build: event.build, call: event.call}];
    case 'run.started':
      return [{effect: 'run', run: event.run, ...(event.call === undefined ? {} : {call: event.call})}];
    case 'commit.started':
      return [{effect: 'commit', task: event.task, tree: event.tree, message: event.message}];
    case 'acceptance.drafted':
      return [{effect: 'checkAcceptance', draft: event.draft, ...(event.call === undefined ? {} : {call: event.call})}];
    case 'change.asked': {
      const {task, tree, since} = event;
      return [{effect: 'describeChange', task, tree, ...(since === undefined ? {} : {since})}];
    }
    case 'examination.started': {
      const {task, tree, checks} = event;
      return [{effect: 'examine', task, tree, checks}];
    }
    case 'examination.ended':
      return event.how === 'finished' ? [] : [{effect: 'cancelExamination', task: event.task}];
    case 'power.requested':
      return [{effect: 'power', act: event.act}];
    case 'opinion.pinStarted':
      return [{effect: 'pinOpinion', opinion: event.opinion}];
    case 'opinion.answerGiven': {
      const {type: _type, opinion, ...answer} = event;
      return [{effect: 'checkAnswer', opinion, answer}];
    }
    case 'session.ended':
      return [{effect: 'shutDown'}];
    default:
      return [];
  }
}
