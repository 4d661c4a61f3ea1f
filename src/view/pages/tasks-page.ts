// The tasks, each with what it waits for, how far it is, and what was tried.
import {attemptsText} from '../details-rows.ts';
import {oneLine} from '../formats.ts';
import {stageSpan} from '../scheduler-rows.ts';
import {sheetOf} from '../sheet.ts';
import {span, spread} from '../spans.ts';
import {taskTreeRows} from '../task-tree.ts';
import type {Page} from './page.ts';

export const tasksPage: Page = {
  name: 'tasks',
  title: ({state}) => {
    const done = state.tasks.filter(({stage}) => stage === 'done').length;
    return state.tasks.length === 0 ? 'Tasks' : `Tasks: ${done} of ${state.tasks.length} done`;
  },
  empty: 'No tasks yet. The Scheduler breaks the goal into tasks.',
  items: ({state}, cells, pen) => {
    const sheet = sheetOf(cells, pen);
    const tree = taskTreeRows(state.tasks, cells, pen);
    const above = tree.length === 0 ? [] : [{key: null, rows: [...tree, []]}];
    const items = state.tasks.map((task) => {
      const {id, title, dependsOn, because, goal, commit} = task;
      const head = [span(`${id}  `, 'dim'), span(oneLine(title), 'strong')];
      return {
        key: id,
        rows: [
          spread(head, [stageSpan(task, pen)], cells, pen.width, pen.glyphs.ellipsis),
          ...sheet.item('waits for', dependsOn.join(', ')),
          ...sheet.item('stands', oneLine(because)),
          ...sheet.item('goal', goal, 'dim'),
          ...sheet.item('attempts', attemptsText(task), 'dim'),
          ...sheet.item('commit', commit ?? ''),
          [],
        ],
      };
    });
    return [...above, ...items];
  },
};
