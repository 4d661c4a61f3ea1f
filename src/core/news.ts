// What the Scheduler is called for besides what is said to it: a person's redirect of another role, a task that ended. What comes
// up while it is at work waits, and is one turn together.
import type {Event} from './events.ts';
import {kept, lastOf} from './limits.ts';
import type {News} from './news-item.ts';
import type {State} from './state.ts';

export function newsAfter({news}: State, event: Event): readonly News[] {
  switch (event.type) {
    case 'message.queued':
      return event.about === 'redirect' && event.to !== 'scheduler'
        ? lastOf([...news, {kind: 'redirect', message: event.message}], kept.news)
        : news;
    case 'message.refused':
      return news.filter((one) => one.kind !== 'redirect' || one.message !== event.message);
    case 'task.advanced':
      return event.stage === 'done' || event.stage === 'failed'
        ? lastOf([...news, {kind: 'ended', task: event.task}], kept.news)
        : news;
    case 'assignment.started':
      return event.role === 'scheduler' ? [] : news;
    default:
      return news;
  }
}
