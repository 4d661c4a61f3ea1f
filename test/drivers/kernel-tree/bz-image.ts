/** A head that says which release it is, and a payload of no kind. */
export function bzImageOf(release: string): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.writeUInt8(1, 0x1f1);
  bytes.writeUInt32LE(0x53726448, 0x202);
  bytes.writeUInt16LE(0x20c, 0x206);
  bytes.writeUInt16LE(0x300, 0x20e);
  bytes.writeUInt32LE(0, 0x248);
  bytes.writeUInt32LE(64, 0x24c);
  bytes.write(`${release} (me@here) #1\0`, 0x500);
  return bytes;
}
