// What looking back costs: gathering the points of a session as its events come, over folding them without that; and, at the end of
// a long session, from a key to all that the largest screen shows of a moment, its console read from the capture.
import {appendFile} from 'node:fs/promises';
import {join} from 'node:path';
import {cellWidth} from '../../components/cell-width.ts';
import type {Entry} from '../../src/core/events.ts';
import {type Moments, openMoments} from '../../src/deck/moments.ts';
import {openCaptureFile} from '../../src/drivers/session/read-capture.ts';
import {emptyLive, type Live, takeLine} from '../../src/view/live.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../src/view/ui.ts';
import {factsOf, type ViewModel, viewOf} from '../../src/view/view-model.ts';
import {longSession} from './long-session.ts';
import {compared, median, ms, ratio} from './measure.ts';

const events = 100_000;
const consoleLine = '[   31.302391] ringlog: 4096 bytes were written, 512 are held, a reader is woken\r\n';
const linesPerEvent = 2;
const rounds = 3;
const size = {columns: 200, rows: 60};
const largest = {unicode: true, width: cellWidth};
const keys = [',', ',', ',', '.', 'home', '.', '.', 'end'] as const;
const walks = 25;

export async function benchMoments({
  folder,
  print,
}: {
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const entries = longSession(events).map(
    (entry): Entry => ({...entry, consoleByte: entry.seq * linesPerEvent * consoleLine.length}),
  );
  const path = join(folder, 'console.capture');
  await appendFile(path, consoleLine.repeat(linesPerEvent * events));
  const capture = openCaptureFile(path);
  let moments = openMoments(capture);
  let live = emptyLive;
  const {firstMs, secondMs} = await compared(
    rounds,
    async () => {
      moments = openMoments(capture);
      live = folded(entries, moments);
    },
    async () => folded(entries, null),
  );
  print(`  points gathered (${events} events): ${ratio(firstMs, secondMs)} folding them alone, ${ms(firstMs)}`);
  const times = walked(moments, live);
  print(`  key to view of a moment: ${median(times).toFixed(1)} ms, at worst ${Math.max(...times).toFixed(1)} ms`);
  capture.close();
}

function folded(entries: readonly Entry[], moments: Moments | null): Live {
  let live = emptyLive;
  for (const entry of entries) {
    const line = {kind: 'entry', entry} as const;
    live = takeLine(live, line, {nowMs: entry.atMs, decode: () => ''});
    moments?.take(line, live);
  }
  return live;
}

function walked(moments: Moments, live: Live): readonly number[] {
  const nowMs = live.state.newestAtMs;
  const times: number[] = [];
  let ui: Ui = initialUi;
  let view: ViewModel = viewOf(live, ui, size, nowMs, largest);
  for (let walk = 0; walk < walks; walk++) {
    for (const key of keys) {
      const start = performance.now();
      const pressed =
        key.length === 1 ? ({name: 'char', char: key} as const) : ({name: key as 'home' | 'end'} as const);
      ui = stepUi(ui, pressed, factsOf(moments.shown(live, ui, nowMs), view, nowMs)).ui;
      view = viewOf(moments.shown(live, ui, nowMs), ui, size, nowMs, largest);
      times.push(performance.now() - start);
    }
  }
  return times;
}
