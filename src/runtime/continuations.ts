// The provider's own items of an assignment's answers, read back to be played to it again.
import type {Assignment} from '../core/entities.ts';
import type {BlobHash} from '../core/ids.ts';
import type {Blobs} from '../ports.ts';

/** What can't be read back is left out: an answer is then told in its plain words. */
export async function readContinuations(
  blobs: Pick<Blobs, 'get'>,
  {transcript}: Assignment,
): Promise<ReadonlyMap<BlobHash, string>> {
  const read = new Map<BlobHash, string>();
  for (const item of transcript) {
    if (item.kind !== 'answer' || item.continuation === undefined) continue;
    const text = await blobs.get(item.continuation).catch(() => undefined);
    if (text !== undefined) read.set(item.continuation, text);
  }
  return read;
}
