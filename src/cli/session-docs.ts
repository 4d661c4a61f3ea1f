// The kernel's documentation in a session: its index is made before somebody asks, when the target is up, so that no boot waits for it.
import type {DocsEvent} from '../core/docs-events.ts';
import {createKernelDocs, type KernelDocsOptions, type OpenKernelDocs} from '../drivers/kernel-docs/kernel-docs.ts';
import {messageOf} from '../runtime/insist.ts';

export interface SessionDocs extends OpenKernelDocs {
  /** Opens the index, and makes it where there is none. Once; what comes of it is told. */
  warm(): void;
}

export function openSessionDocs(
  options: KernelDocsOptions,
  tell: (event: DocsEvent) => void,
  nowMs: () => number = () => performance.now(),
): SessionDocs {
  let beganMs: number | null = null;
  let isWarm = false;
  const docs = createKernelDocs({
    ...options,
    progress() {
      if (beganMs !== null) return;
      beganMs = nowMs();
      tell({type: 'docs.makingBegan'});
    },
  });

  /** Only of what was told to have begun. */
  function over(event: (tookMs: number) => DocsEvent): void {
    if (beganMs !== null) tell(event(Math.round(nowMs() - beganMs)));
    beganMs = null;
  }

  return {
    ...docs,
    warm() {
      if (isWarm) return;
      isWarm = true;
      docs.open().then(
        () => over((tookMs) => ({type: 'docs.made', tookMs})),
        (error: unknown) => over(() => ({type: 'docs.notMade', why: messageOf(error)})),
      );
    },
  };
}
