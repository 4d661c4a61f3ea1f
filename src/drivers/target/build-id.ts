// The GNU build id of a module, by which a target's module is known to be the one that was built: from the file on the
// host, and from the note that the target shows in /sys/module/NAME/notes/.note.gnu.build-id.
import {readFile} from 'node:fs/promises';
import {elfSection} from '../build/elf.ts';

const section = '.note.gnu.build-id';
const noteTypeBuildId = 3;

/** Hexadecimal; null when the file is no module that has one. */
export async function readBuildId(koPath: string): Promise<string | null> {
  const note = elfSection(await readFile(koPath), section);
  return note === null ? null : buildIdOfNote(note);
}

/** A note is the lengths of its name and of its content, a type, then both, each filled up to four bytes (man elf). */
export function buildIdOfNote(note: Uint8Array): string | null {
  if (note.length < 12) return null;
  const view = new DataView(note.buffer, note.byteOffset, note.byteLength);
  const nameBytes = view.getUint32(0, true);
  const idBytes = view.getUint32(4, true);
  if (view.getUint32(8, true) !== noteTypeBuildId) return null;
  const from = 12 + 4 * Math.ceil(nameBytes / 4);
  if (idBytes === 0 || from + idBytes > note.length) return null;
  return Buffer.from(note.subarray(from, from + idBytes)).toString('hex');
}
