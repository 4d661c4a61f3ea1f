// A target that is none: it does what the test says, and tells what was asked of it.
import type {RunTarget} from '../../../src/drivers/target/task-run.ts';
import {createWitness} from '../../../src/drivers/target/witness.ts';
import type {ExecOutcome, ExecRequest, FileToPush, TargetReadiness} from '../../../src/ports.ts';

export interface StandIn extends RunTarget {
  readonly asked: string[];
  readonly pushed: FileToPush[];
  readonly typed: Buffer[];
  /** How commands end. */
  ends(run: (request: ExecRequest) => Promise<ExecOutcome>): void;
}

export function standInTarget(): StandIn {
  const asked: string[] = [];
  const pushed: FileToPush[] = [];
  const typed: Buffer[] = [];
  const up: TargetReadiness = {kind: 'up', boot: 1};
  let run = async (request: ExecRequest): Promise<ExecOutcome> => ({kind: 'exited', code: 0, output: request.script});
  const ready = (what: string) => async () => {
    asked.push(what);
    return up;
  };
  return {
    ...createWitness(),
    ...{asked, pushed, typed},
    ends(how) {
      run = how;
    },
    powerOn: ready('powerOn'),
    reset: ready('reset'),
    recover: ready('recover'),
    settled: ready('settled'),
    clean: (how) => ready(`clean ${how}`)(),
    async powerOff() {
      asked.push('powerOff');
    },
    exec: (request) => run(request),
    async push(file) {
      pushed.push(file);
      return {pushed: true};
    },
    writeConsole: (bytes) => void typed.push(Buffer.from(bytes)),
    sendBreak: async () => {
      asked.push('sendBreak');
    },
    async close() {
      asked.push('close');
    },
  };
}
