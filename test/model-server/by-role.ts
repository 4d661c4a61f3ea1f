// A script by roles: each answer of a role in its order, with faults on the way that take no answer away.
import type {Json} from '../../src/core/json.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import type {Fault} from './faults.ts';
import type {AskedOfServer} from './server.ts';
import type {ServerTurn} from './turn.ts';

export type RoleTurns = Readonly<Partial<Record<Role, readonly ServerTurn[]>>>;

/** Before the answer with that number of that role (from 0), the fault comes instead, once. */
export interface FaultOnTheWay {
  readonly role: Role;
  readonly answer: number;
  readonly fault: Fault;
}

export function playedByRole(
  turns: RoleTurns,
  faults: readonly FaultOnTheWay[] = [],
): {readonly script: (asked: AskedOfServer) => ServerTurn; readonly left: () => readonly string[]} {
  const given = new Map<Role, number>();
  const met = new Set<FaultOnTheWay>();
  return {
    script({body}) {
      const role = roleOf(body);
      const answer = given.get(role) ?? 0;
      const turn = turns[role]?.[answer] ?? {fault: 'serverError' as const};
      const fault = faults.find((one) => one.role === role && one.answer === answer && !met.has(one));
      if (fault !== undefined) {
        met.add(fault);
        return {...turn, fault: fault.fault};
      }
      given.set(role, answer + 1);
      return turn;
    },
    left: () => [
      ...roles
        .filter((role) => (given.get(role) ?? 0) !== (turns[role]?.length ?? 0))
        .map((role) => `the ${role} was given ${given.get(role) ?? 0} of ${turns[role]?.length ?? 0} answers`),
      ...faults.filter((fault) => !met.has(fault)).map(({fault}) => `${fault} did not happen`),
    ],
  };
}

const toolOfRole: Readonly<Record<string, Role>> = {
  create_tasks: 'scheduler',
  propose_plan: 'planner',
  submit_work: 'executor',
  write_note: 'scheduler',
  propose_acceptance: 'planner',
  give_verdict: 'reviewer',
  judge_finding: 'reviewer',
};

/** By a tool that only this role has, on either wire; what is left is the one that has none of them. */
function roleOf(body: Json): Role {
  const tools = Array.isArray(body['tools']) ? (body['tools'] as readonly Json[]) : [];
  const names = tools.map((tool) => String(tool['name'] ?? (tool['function'] as Json | undefined)?.['name']));
  return names.map((name) => toolOfRole[name]).find((role) => role !== undefined) ?? 'verifier';
}
