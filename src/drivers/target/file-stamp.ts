// Whether a file is still the one that it was, without reading it.
import {stat} from 'node:fs/promises';

export async function fileStamp(path: string): Promise<string> {
  const {ino, size, mtimeNs, ctimeNs} = await stat(path, {bigint: true});
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
