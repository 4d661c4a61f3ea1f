// What the person has dismissed, for whoever judges or mends the work: it is not held against it again.
import type {Task} from '../src/core/entities.ts';
import type {State} from '../src/core/state.ts';
import {findingHead} from './finding-text.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf} from './section.ts';

export function dismissedPieces({findings}: State, task: Task, title: string): readonly Piece<string>[] {
  const dismissed = findings.filter((one) => one.task === task.id && one.state === 'dismissed');
  if (dismissed.length === 0) return [];
  return [
    pieceOf(`\n\n# ${title}`),
    ...dismissed.map((finding) => pieceOf(`\n- ${findingHead(finding)}`, gone(5, 'dismissed findings'))),
  ];
}
