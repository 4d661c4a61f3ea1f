// How a structure lies in memory, as far as its text tells: its members, and the bytes between them that belong to none. Of a 64-bit kernel.

export interface Layout {
  readonly members: readonly string[];
  /** The member behind which there are bytes of no member, and how many. */
  readonly holes: readonly {readonly after: string; readonly bytes: number}[];
}

interface Member {
  readonly name: string;
  /** What its address is a multiple of. */
  readonly alignment: number;
  /** Null where the text does not tell: the length of an array that has a name. */
  readonly bytes: number | null;
}

/** Null for what is more than a row of plain members: unions, bit fields, conditions, members of other structures. */
export function layoutOf(text: string): Layout | null {
  const inside = /^[^{]*\{(.*)\}([^}]*)$/s.exec(text.replaceAll(/\/\*.*?\*\//gs, ' '));
  if (inside === null || /[{}:#]|\/\/|\bunion\b/.test(inside[1] ?? '') || /packed|aligned/.test(inside[2] ?? ''))
    return null;
  const members = (inside[1] ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(memberOf);
  if (members.some((member) => member === null)) return null;
  return laidOut(members.filter((member) => member !== null));
}

const scalars: Readonly<Record<string, number>> = {
  ...{char: 1, bool: 1, u8: 1, s8: 1, 'unsigned char': 1, 'signed char': 1, uint8_t: 1, int8_t: 1},
  ...{short: 2, 'unsigned short': 2, u16: 2, s16: 2, le16: 2, be16: 2, uint16_t: 2, int16_t: 2},
  ...{int: 4, unsigned: 4, 'unsigned int': 4, u32: 4, s32: 4, le32: 4, be32: 4, uint32_t: 4, int32_t: 4, pid_t: 4},
  ...{
    long: 8,
    'unsigned long': 8,
    'long long': 8,
    'unsigned long long': 8,
    size_t: 8,
    ssize_t: 8,
    loff_t: 8,
    ktime_t: 8,
  },
  ...{u64: 8, s64: 8, le64: 8, be64: 8, uint64_t: 8, int64_t: 8},
};

/** `__u64 reads`, `char label[LABEL_SIZE]`, `void *where` */
function memberOf(text: string): Member | null {
  const found = /^([\w ]+?)\s*(\*?)\s*(\w+)\s*(?:\[\s*(\w+)\s*\])?$/.exec(text.replaceAll(/\s+/g, ' '));
  if (found === null) return null;
  const [, type = '', star, name = '', length] = found;
  const one = star === '*' ? 8 : scalars[type.replace(/^__/, '').trim()];
  if (one === undefined) return null;
  const count = length === undefined ? 1 : /^\d+$/.test(length) ? Number(length) : null;
  return {name, alignment: one, bytes: count === null ? null : one * count};
}

/** An array of unknown length is taken to end anywhere: behind it nothing is said until a member starts on a boundary of its own. */
function laidOut(members: readonly Member[]): Layout {
  const holes: {after: string; bytes: number}[] = [];
  let end: number | null = 0;
  let last = '';
  const align = (alignment: number): void => {
    const missing: number = end === null ? 0 : (alignment - (end % alignment)) % alignment;
    if (missing > 0) holes.push({after: last, bytes: missing});
    if (end !== null) end += missing;
  };
  for (const {name, alignment, bytes} of members) {
    align(alignment);
    // What begins on a boundary of eight is known to do so, whatever lay before.
    if (end === null && alignment === 8) end = 0;
    end = end === null || bytes === null ? null : end + bytes;
    last = name;
  }
  align(Math.max(1, ...members.map(({alignment}) => alignment)));
  return {members: members.map(({name}) => name), holes};
}
