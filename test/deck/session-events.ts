// How a session begins, in as few events as a screen needs to have something to show.
import type {Event} from '../../src/core/events.ts';
import {sessionId, taskId} from '../../src/core/ids.ts';
import {defaultLimits} from '../../src/core/limits.ts';

const model = {model: 'tape', effort: 'none'};

export const beginning: readonly Event[] = [
  {
    type: 'session.started',
    session: sessionId('fixture'),
    requirement: {
      name: 'ringlog',
      module: 'ringlog',
      minutes: 30,
      goal: 'a byte ring behind /dev/ringlog',
      devices: [],
    },
    constraints: [],
    models: {scheduler: model, planner: model, executor: model, reviewer: model, verifier: model},
    label: {kind: 'tape', name: 'ringlog', about: 'a beginner’s bug'},
    limits: defaultLimits,
    workspace: '/home/person/quarterdeck-work/ringlog',
    kernelRelease: '6.1.0-56-amd64',
    attended: true,
  },
  {
    type: 'task.created',
    task: taskId(1),
    title: 'module skeleton, parameters',
    goal: 'load and unload cleanly',
    acceptance: 'load',
    dependsOn: [],
  },
  {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'},
  {type: 'target.cameUp', boot: 1, release: '6.1.0-56-amd64', bootId: 'b', heartbeatSeconds: 15},
];

export const stopped: Extract<Event, {type: 'session.ended'}> = {
  type: 'session.ended',
  outcome: 'stopped',
  cause: 'person',
  why: 'stopped from the deck',
  builds: 0,
  runs: 0,
  oopses: 0,
  panics: 0,
  hangs: 0,
  watchdogReboots: 0,
  pstoreRecords: 0,
  commit: null,
};
