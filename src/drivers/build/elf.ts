// Reads the little of an ELF file that says which module it is: sections by name, and the module's facts.
// Little-endian, of 32 or 64 bits, as the targets have it. Anything else, or a damaged file, has no sections.

export function elfSection(bytes: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 52 || view.getUint32(0, false) !== 0x7f454c46 || bytes[5] !== 1) return null;
  const layout = layouts.get(bytes[4] ?? 0);
  if (layout === undefined || bytes.length < layout.headerBytes) return null;
  const word = (at: number): number =>
    layout === elf64 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true);
  const table = word(layout.tableAt);
  const [size, count, namesAt] = [0, 2, 4].map((at) => view.getUint16(layout.countsAt + at, true));
  if (size === undefined || count === undefined || namesAt === undefined) return null;
  if (size < layout.sectionBytes || table + size * count > bytes.length || namesAt >= count) return null;
  const section = (index: number): {readonly name: number; readonly content: Uint8Array} => {
    const at = table + index * size;
    const [start, length] = [word(at + layout.offsetAt), word(at + layout.lengthAt)];
    return {name: view.getUint32(at, true), content: bytes.subarray(start, start + length)};
  };
  const names = Buffer.from(section(namesAt).content).toString('latin1');
  for (let index = 1; index < count; index++) {
    const {name: at, content} = section(index);
    if (names.startsWith(`${name}\0`, at)) return content;
  }
  return null;
}

/** Where the two classes of ELF have their fields (elf(5)). `countsAt`: entry size, number and the names' index of the section table. */
const elf32 = {headerBytes: 52, tableAt: 0x20, countsAt: 0x2e, sectionBytes: 40, offsetAt: 0x10, lengthAt: 0x14};
const elf64 = {headerBytes: 64, tableAt: 0x28, countsAt: 0x3a, sectionBytes: 64, offsetAt: 0x18, lengthAt: 0x20};
const layouts = new Map([
  [1, elf32],
  [2, elf64],
]);

/** A field of the module's `.modinfo`, for instance `vermagic`. */
export function moduleField(elf: Uint8Array, field: string): string | null {
  const section = elfSection(elf, '.modinfo');
  if (section === null) return null;
  const lines = Buffer.from(section).toString('latin1').split('\0');
  return lines.find((line) => line.startsWith(`${field}=`))?.slice(field.length + 1) ?? null;
}
