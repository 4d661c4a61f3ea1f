// The screens that are kept as golden files: what was told, what the person had done, and at which sizes they are kept.

import {cellWidth} from '../../components/cell-width.ts';
import {charts} from '../../components/charts.ts';
import {faultId} from '../../src/core/ids.ts';
import {type Live, withLink} from '../../src/view/live.ts';
import type {TargetScreenOf} from '../../src/view/pen.ts';
import {playheadAt, replayPlaceOf} from '../../src/view/replay/playhead.ts';
import {liveAt, recordingOf} from '../../src/view/replay/recording.ts';
import type {Size} from '../../src/view/size.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, noticed, type Ui} from '../../src/view/ui.ts';
import {factsOf, type ViewModel, viewOf} from '../../src/view/view-model.ts';
import {dismissesFound, examinedClean, examinedTree, examines, skipsChecks} from '../view/examination-story.ts';
import {failedBuild} from '../view/failed-build.ts';
import {keyOf} from '../view/key-of.ts';
import {locatedCrash} from '../view/located-crash.ts';
import {momentsOf} from '../view/moments/moments-of.ts';
import {asksOpinion, givesOpinion} from '../view/opinion-story.ts';
import {proposesAcceptance, refusesEdit, rolesAtWork} from '../view/roles-story.ts';
import type {Scenario} from '../view/scenario.ts';
import {type Stage, told} from '../view/story.ts';

export interface GoldenScreen {
  readonly name: string;
  readonly stage: Stage;
  /** What happens after the stage. */
  readonly after?: (story: Scenario) => void;
  /** As a replay of the stage, so far into its events. */
  readonly replayAt?: number;
  readonly keys?: readonly string[];
  readonly notice?: string;
  readonly unicode?: boolean;
  /** What a program on the target sends to the terminal that its console is while it is typed into. */
  readonly emulated?: string;
  readonly sizes?: readonly Size[];
}

const small: Size = {columns: 80, rows: 24};
const usual: Size = {columns: 120, rows: 40};
const large: Size = {columns: 200, rows: 60};
export const threeSizes: readonly Size[] = [small, usual, large];

/** An editor's screen: words here and there, a status line in reverse at the bottom, the cursor in the middle. */
const editor = [
  '~ # vi init.sh\r\n\x1b[?1049h\x1b[2J\x1b[H\x1b[36m#!/bin/sh\x1b[0m\x1b[2;1H\x1b[1mset\x1b[0m -e',
  '\x1b[3;1Hinsmod \x1b[32m"ringlog.ko"\x1b[0m\x1b[5;1H~\x1b[6;1H~\x1b[999;1H\x1b[7m- init.sh 1/3 33% \x1b[0m\x1b[3;8H',
].join('');

export const goldenScreens: readonly GoldenScreen[] = [
  {name: 'start', stage: 'start'},
  {name: 'working', stage: 'working'},
  {name: 'crash', stage: 'crash', keys: ['5']},
  {name: 'asks', stage: 'asks', keys: ['2']},
  {name: 'accepted', stage: 'accepted', keys: ['4']},
  {name: 'help', stage: 'working', keys: ['?'], sizes: [small, usual]},
  {name: 'constraint', stage: 'working', keys: ['c', ...'no floating point in the kernel'], sizes: [small, usual]},
  {
    name: 'page-changes',
    stage: 'working',
    after: (story) =>
      story.tell({
        type: 'artefact.touched',
        path: 'ringlog.c',
        change: 'changed',
        diff: 'ringlog.c +1 -1\n@@ line 41\n \tmutex_lock(&ring->lock);\n-\tring->head = 0;\n+\tring->head = ring->tail;\n \tmutex_unlock(&ring->lock);',
      }),
    keys: ['D'],
    sizes: [small, usual],
  },
  {name: 'page-constraints', stage: 'working', keys: ['C']},
  {name: 'page-constraints-none', stage: 'start', keys: ['C'], sizes: [small]},
  {name: 'constraint-edit', stage: 'working', keys: ['C', 'e', 'tab', 'shiftTab', ...' at all'], sizes: [small, usual]},
  {name: 'constraint-lift', stage: 'working', keys: ['C', 'l'], sizes: [small]},
  {name: 'answer', stage: 'asks', keys: ['enter', 'down', 'down', ...'ask me later'], sizes: [small, usual]},
  {name: 'quit', stage: 'working', keys: ['q', 'down'], sizes: [small, usual]},
  {name: 'details', stage: 'accepted', keys: ['4', 'enter'], sizes: [small, usual]},
  {name: 'page-tasks', stage: 'accepted', keys: ['t']},
  {name: 'page-findings', stage: 'accepted', keys: ['F', 'down'], sizes: [small, usual]},
  {name: 'examination', stage: 'crash', after: examines, keys: ['4'], sizes: [small, usual]},
  {name: 'page-examination', stage: 'accepted', after: examinedTree, keys: ['E', 'down']},
  {name: 'page-examination-none', stage: 'working', keys: ['E'], sizes: [small]},
  {name: 'page-examination-clean', stage: 'crash', after: examinedClean, keys: ['E']},
  {name: 'page-examination-skipped', stage: 'crash', after: skipsChecks, keys: ['E', 'end'], sizes: [small]},
  {name: 'examination-skip', stage: 'crash', after: examines, keys: ['E', 's'], sizes: [small, usual]},
  {
    ...{name: 'finding-dismiss', stage: 'crash', after: examinedTree},
    keys: ['E', 'end', 'd', ...'the core frees it'],
    sizes: [small, usual],
  },
  {name: 'page-examination-dismissed', stage: 'crash', after: dismissesFound, keys: ['E', 'end']},
  {name: 'page-findings-dismissed', stage: 'crash', after: dismissesFound, keys: ['F', 'end'], sizes: [small, usual]},
  {name: 'examination-dismissed', stage: 'crash', after: dismissesFound, keys: ['4', 'z'], sizes: [small]},
  {
    name: 'page-findings-check',
    stage: 'accepted',
    after: examinedTree,
    keys: ['E', 'end', 'enter'],
    sizes: [small, usual],
  },
  {name: 'page-builds', stage: 'crash', keys: ['B', 'down'], sizes: [small, usual]},
  {name: 'page-crashes', stage: 'crash', keys: ['x'], sizes: [small, usual, large]},
  {name: 'crash-beside', stage: 'crash', after: locatedCrash, keys: ['T', 'down', 'enter']},
  {name: 'page-crashes-before', stage: 'crash', after: locatedCrash, keys: ['x', ']'], sizes: [usual]},
  {name: 'page-calls', stage: 'accepted', after: failedBuild, keys: ['3', 'o', 'down']},
  {name: 'page-calls-folded', stage: 'accepted', keys: ['4', 'o', 'enter'], sizes: [small]},
  {
    name: 'page-builds-failed',
    stage: 'crash',
    after: failedBuild,
    keys: ['B', '/', ...'implicit', 'enter'],
    sizes: [small, usual],
  },
  {name: 'page-journal', stage: 'accepted', keys: ['J', 'down']},
  {name: 'page-journal-search', stage: 'accepted', keys: ['J', '/', ...'panicked', 'enter'], sizes: [small]},
  {name: 'page-search', stage: 'accepted', keys: ['J', '/', ...'build'], sizes: [small]},
  {name: 'page-time-line', stage: 'accepted', keys: ['T', 'down', 'down'], sizes: [small, usual]},
  {name: 'page-gauges', stage: 'accepted', keys: ['G']},
  {name: 'opinion', stage: 'crash', keys: ['v', 'down'], after: givesOpinion},
  {name: 'opinion-waits', stage: 'crash', keys: ['v'], after: asksOpinion, sizes: [small]},
  {
    name: 'opinion-asks',
    stage: 'crash',
    keys: ['v', 'a', ...'a reader blocks', 'enter', ...'nothing leaks'],
    after: givesOpinion,
    sizes: [small, usual],
  },
  {name: 'opinion-new', stage: 'working', keys: ['v', ...'a reader blocks'], after: live, sizes: [small]},
  {name: 'opinion-constraint', stage: 'crash', keys: ['v', 'down', 'c'], after: givesOpinion, sizes: [small]},
  {name: 'opinion-on-tape', stage: 'crash', keys: ['v'], sizes: [small]},
  {name: 'page-acceptance', stage: 'start', after: proposesAcceptance, keys: ['A', 'down']},
  {name: 'page-acceptance-refused', stage: 'start', after: refusesEdit, keys: ['A'], sizes: [small]},
  {
    name: 'acceptance-back',
    stage: 'start',
    after: proposesAcceptance,
    keys: ['A', 'b', ...'bound the wait'],
    sizes: [small],
  },
  {name: 'acceptance-waits', stage: 'start', after: proposesAcceptance, sizes: [small, usual]},
  {name: 'page-plans', stage: 'working', keys: ['p', 'down']},
  {name: 'roles', stage: 'crash', after: rolesAtWork},
  {name: 'page-empty', stage: 'start', keys: ['F'], sizes: [small]},
  {name: 'palette', stage: 'working', keys: [':', ...'re', 'down']},
  {name: 'palette-none', stage: 'accepted', keys: [':', ...'redirect'], sizes: [small]},
  {name: 'search', stage: 'crash', keys: ['/', ...'ringlog', 'enter', 'n'], sizes: [small, usual]},
  {name: 'filtered', stage: 'crash', keys: ['5', 'l', 'l', 'd', 'd'], sizes: [usual]},
  {name: 'scrolled', stage: 'crash', keys: ['5', 'pageUp', 'up'], sizes: [small, usual]},
  {name: 'zoomed-changes', stage: 'accepted', after: failedBuild, keys: ['3', 'z']},
  {name: 'zoomed-plan', stage: 'working', keys: ['2', 'z']},
  {name: 'plan-details', stage: 'working', keys: ['2', 'enter'], sizes: [small, usual]},
  {name: 'zoomed', stage: 'asks', keys: ['3', 'z'], sizes: [usual]},
  {
    name: 'typing',
    stage: 'working',
    keys: ['i'],
    after: (story) => story.console('~ # ls /sys/fs/ps'),
    sizes: [small, usual],
  },
  {name: 'terminal', stage: 'working', keys: ['i'], emulated: editor},
  {name: 'line-command', stage: 'working', keys: ['i', 'ctrl-t'], emulated: editor, sizes: [small]},
  {
    name: 'notice',
    stage: 'working',
    notice: 'a second opinion is not there yet: it comes with the Verifier, in a later version',
    sizes: [small],
  },
  {
    name: 'fault',
    stage: 'working',
    after: (story) =>
      story.tell({
        type: 'fault.raised',
        fault: faultId(1),
        source: 'target',
        what: 'R1 could not be run: QEMU ended with status 1 before the guest was up',
        help: 'see `quarterdeck doctor`; R resets the target',
      }),
    sizes: [small, usual],
  },
  {
    name: 'lost',
    stage: 'crash',
    after: (story) => {
      story.live = withLink(story.live, {kind: 'lost', why: 'the core closed it', sinceMs: story.nowMs - 4_000});
    },
    sizes: [small],
  },
  {name: 'moment', stage: 'accepted', keys: Array.from({length: 7}, () => ',')},
  {name: 'moment-refuses', stage: 'asks', keys: [',', ',', 'r'], sizes: [small]},
  {name: 'moment-opened', stage: 'accepted', keys: [...Array.from({length: 9}, () => ','), 'enter']},
  {name: 'replay', stage: 'accepted', replayAt: 0.6},
  {name: 'replay-refuses', stage: 'accepted', replayAt: 1, keys: ['r'], sizes: [small]},
  {name: 'between', stage: 'asks', sizes: [{columns: 90, rows: 28}]},
  {name: 'narrow', stage: 'working', sizes: [{columns: 60, rows: 15}]},
  {name: 'too-small', stage: 'working', sizes: [{columns: 59, rows: 20}]},
  {name: 'ascii', stage: 'crash', unicode: false, sizes: [usual]},
];

function live(story: Scenario): void {
  const {state} = story.live;
  story.live = {...story.live, state: {...state, label: {kind: 'live', provider: 'openai'}}};
}

export function viewFor(screen: GoldenScreen, size: Size, emulated?: TargetScreenOf): ViewModel {
  const story = told(screen.stage);
  screen.after?.(story);
  const live = screen.replayAt === undefined ? story.live : replayed(story, screen.replayAt);
  const {nowMs} = story;
  const options = {
    unicode: screen.unicode ?? true,
    width: cellWidth,
    charts,
    ...(emulated === undefined ? {} : {screen: emulated}),
  };
  const first = {...initialUi, replay: live.replay !== null};
  let ui: Ui = screen.notice === undefined ? first : noticed(first, screen.notice, 'warn', nowMs);
  const moments = momentsOf(story);
  let view = viewOf(live, ui, size, nowMs, options);
  for (const key of screen.keys ?? []) {
    ui = stepUi(ui, keyOf(key), factsOf(moments.shown(live, ui, nowMs), view, nowMs)).ui;
    view = viewOf(moments.shown(live, ui, nowMs), ui, size, nowMs, options);
  }
  return view;
}

function replayed({entries, live}: Scenario, part: number): Live {
  const recording = recordingOf(entries);
  const place = Math.round(entries.length * part);
  const playhead = {...playheadAt(recording, place, 4), isPlaying: part < 1};
  const replay = replayPlaceOf(recording, playhead);
  return {...liveAt(recording, place), console: live.console, replay};
}
