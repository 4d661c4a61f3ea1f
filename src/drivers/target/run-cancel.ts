// Waiting that ends at once when nobody wants the run any more. What was being done on the target is left to itself there: an insmod
// that is under way is never aborted, and the next run starts from a clean target anyway.

export class Cancelled extends Error {}

/** What the work comes to; rejects with `Cancelled` as soon as the signal says so. */
export function unlessCancelled<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  const {promise, resolve, reject} = Promise.withResolvers<Value>();
  const cancel = (): void => reject(new Cancelled('the run was cancelled'));
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, {once: true});
  void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  return promise;
}
