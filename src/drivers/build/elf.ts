// Reads the little of an ELF file that says which module it is: sections by name, and the module's facts.
// 64-bit little-endian, as x86-64 makes it. Anything else, or a damaged file, has no sections.

export function elfSection(bytes: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 64 || view.getUint32(0, false) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1) return null;
  const table = Number(view.getBigUint64(0x28, true));
  const [size, count, namesAt] = [view.getUint16(0x3a, true), view.getUint16(0x3c, true), view.getUint16(0x3e, true)];
  if (size < 64 || table + size * count > bytes.length || namesAt >= count) return null;
  const section = (index: number): {readonly name: number; readonly content: Uint8Array} => {
    const at = table + index * size;
    const [start, length] = [Number(view.getBigUint64(at + 0x18, true)), Number(view.getBigUint64(at + 0x20, true))];
    return {name: view.getUint32(at, true), content: bytes.subarray(start, start + length)};
  };
  const names = Buffer.from(section(namesAt).content).toString('latin1');
  for (let index = 1; index < count; index++) {
    const {name: at, content} = section(index);
    if (names.startsWith(`${name}\0`, at)) return content;
  }
  return null;
}

/** A field of the module's `.modinfo`, for instance `vermagic`. */
export function moduleField(elf: Uint8Array, field: string): string | null {
  const section = elfSection(elf, '.modinfo');
  if (section === null) return null;
  const lines = Buffer.from(section).toString('latin1').split('\0');
  return lines.find((line) => line.startsWith(`${field}=`))?.slice(field.length + 1) ?? null;
}
