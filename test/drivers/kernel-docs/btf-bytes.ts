// Puts BTF together by hand, so that each kind of type is read as the format has it and not as one compiler happens to write it.

export interface RawType {
  readonly name?: string;
  readonly kind: number;
  readonly flag?: boolean;
  /** The twelve bytes' last word: a size or a type. */
  readonly more?: number;
  /** How many follow; what follows, where a text is the place of that string. */
  readonly count?: number;
  readonly words?: readonly (number | string)[];
}

export function btfBytes(types: readonly RawType[], little = true): Uint8Array {
  const texts = openTexts();
  const words = types.flatMap(({name = '', kind, flag = false, more = 0, count = 0, words: rest = []}) => [
    texts.place(name),
    ((flag ? 0x80000000 : 0) | (kind << 24) | count) >>> 0,
    more,
    ...rest.map((word) => (typeof word === 'string' ? texts.place(word) : word >>> 0)),
  ]);
  const text = Buffer.from(texts.all(), 'latin1');
  const bytes = Buffer.alloc(24 + words.length * 4 + text.length);
  const put = (at: number, word: number): void =>
    void (little ? bytes.writeUInt32LE(word, at) : bytes.writeUInt32BE(word, at));
  if (little) bytes.writeUInt16LE(0xeb9f, 0);
  else bytes.writeUInt16BE(0xeb9f, 0);
  bytes[2] = 1;
  const header = [24, 0, words.length * 4, words.length * 4, text.length];
  for (const [index, word] of header.entries()) put(4 + index * 4, word);
  for (const [index, word] of words.entries()) put(24 + index * 4, word);
  text.copy(bytes, 24 + words.length * 4);
  return bytes;
}

function openTexts(): {place(text: string): number; all(): string} {
  let all = '\0';
  const places = new Map([['', 0]]);
  return {
    place(text) {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, all.length);
      all += `${text}\0`;
      return all.length - text.length - 1;
    },
    all: () => all,
  };
}

/** A few types as a kernel has them; their numbers are their places, from 1. */
export const someTypes: readonly RawType[] = [
  {kind: 1, name: 'int', more: 4, words: [0x01000020]}, // 1
  {kind: 1, name: 'char', more: 1, words: [0x01000008]}, // 2
  {kind: 1, name: 'long unsigned int', more: 8, words: [0x40]}, // 3
  {kind: 10, more: 2}, // 4 const char
  {kind: 2, more: 4}, // 5 const char *
  {kind: 10, more: 5}, // 6 const char *const
  {kind: 8, name: 'size_t', more: 3}, // 7
  {kind: 7, name: 'file'}, // 8 struct file, opaque
  {kind: 2, more: 8}, // 9 struct file *
  {kind: 18, name: 'user', more: 2}, // 10 char __user
  {kind: 2, more: 10}, // 11 char __user *
  {kind: 13, more: 7, count: 3, words: ['', 9, '', 11, '', 7]}, // 12 size_t (struct file *, char __user *, size_t)
  {kind: 2, more: 12}, // 13 a pointer to it
  {kind: 3, words: [1, 3, 16]}, // 14 int [16]
  {kind: 5, more: 8, count: 2, words: ['word', 3, 0, 'half', 1, 0]}, // 15 a union without a name
  {
    ...{kind: 4, name: 'operations', flag: true, more: 96, count: 6},
    words: [
      'name',
      6,
      0,
      'read',
      13,
      64,
      'on',
      1,
      128 | (1 << 24),
      'mode',
      1,
      129 | (3 << 24),
      '',
      15,
      192,
      'slots',
      14,
      256,
    ],
  }, // 16
  {kind: 13, more: 1, count: 2, words: ['format', 5, '', 0]}, // 17 int (const char *format, ...)
  {kind: 12, name: 'say', more: 17, count: 1}, // 18
  {kind: 6, name: 'state', more: 4, count: 3, words: ['OFF', 0, 'ON', 1, 'BROKEN', -1]}, // 19
  {kind: 19, name: 'wide', more: 8, count: 1, words: ['BIG', 0, 1]}, // 20
  {kind: 13, more: 0}, // 21 void (void)
  {kind: 12, name: 'stop', more: 21}, // 22
  {kind: 14, name: 'ticks', more: 3, words: [1]}, // 23
  {kind: 13, more: 13, count: 1, words: ['on', 1]}, // 24 a function that returns a pointer to a function
  {kind: 12, name: 'chosen', more: 24}, // 25
];
