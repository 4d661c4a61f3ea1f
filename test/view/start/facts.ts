// What a start screen of the tests knows: a machine with one thing missing, four sessions, the shipped tasks.
import type {Standing} from '../../../src/core/session-standing.ts';
import {initialState} from '../../../src/core/state.ts';
import type {ListedSession} from '../../../src/view/session-rows.ts';
import {noFacts, type StartFacts} from '../../../src/view/start/start-facts.ts';

export const nowMs = Date.UTC(2026, 4, 1, 12);

function session(id: string, minutesAgo: number, standing: Standing): ListedSession {
  const requirement = {name: 'ringlog', module: 'ringlog', minutes: 20, goal: 'Write `ringlog`.', devices: []};
  return {id, changedAtMs: nowMs - minutesAgo * 60_000, standing, state: {...initialState, requirement}};
}

export const sessions: readonly ListedSession[] = [
  session('20260501-115500-ringlog-aaaa', 5, {kind: 'left'}),
  session('20260501-100000-ringlog-bbbb', 120, {kind: 'running', pid: 4711}),
  session('20260430-100000-ringlog-cccc', 1560, {kind: 'ended', outcome: 'accepted', why: 'T1 is done'}),
  session('20260429-100000-ringlog-dddd', 3000, {kind: 'damaged', line: 7, why: 'its checksum is wrong'}),
];

export const knownFacts: StartFacts = {
  ...noFacts,
  folder: '~/src',
  checks: [
    {name: 'node', state: 'ok', found: '24.21.0'},
    {name: 'system', state: 'ok', found: 'Debian GNU/Linux 12 (bookworm), with apt'},
    {
      name: 'bwrap',
      state: 'missing',
      found: 'not found; it keeps builds apart',
      mend: 'sudo apt-get install bubblewrap',
    },
    {
      name: 'model key',
      state: 'warn',
      found: 'OPENAI_API_KEY is not set: only tapes can be played',
      mend: 'set OPENAI_API_KEY',
    },
    {name: 'sandbox', state: 'checking', found: ''},
    {name: 'terminal', state: 'checking', found: ''},
  ],
  model: {kind: 'none', how: 'set OPENAI_API_KEY'},
  tasks: [
    {name: 'edu-pci', folder: '/q/tasks/edu-pci', about: 'Write a PCI driver.\nMore.', hasTape: false},
    {name: 'ringlog', folder: '/q/tasks/ringlog', about: 'Write a byte ring.', hasTape: true},
  ],
  targets: [
    {name: 'qemu', about: 'emulated: pc, 512 MiB'},
    {name: 'lab', about: 'a board on /dev/ttyUSB0'},
  ],
  sessions,
  sessionsRead: 'all',
};

export const withModel: StartFacts = {...knownFacts, model: {kind: 'live', name: 'gpt-5.5'}};
