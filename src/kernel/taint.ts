// What the letters behind `Tainted:` mean (Documentation/admin-guide/tainted-kernels.rst).

/** One phrase a letter, in the order given; a letter that is not known is passed on as it is. */
export function taintWords(letters: string): readonly string[] {
  return [...new Set(letters.replace(/[^A-Z]/g, ''))].map((letter) => words[letter] ?? letter);
}

/** The letters of /proc/sys/kernel/tainted: a bit each, in this order. */
export function taintLetters(bits: number): string {
  return [...'PFSRMBUDAWCIOELKXTNJ'].filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1).join('');
}

/** Shorter, for a title. */
export function taintNames(letters: string): readonly string[] {
  return [...new Set(letters.replace(/[^A-Z]/g, ''))].map((letter) => names[letter] ?? letter);
}

const names: Readonly<Record<string, string>> = {
  P: 'proprietary module',
  F: 'forced load',
  S: 'out of specification',
  R: 'forced unload',
  M: 'machine check',
  B: 'bad page',
  U: 'by user space',
  D: 'oops before',
  A: 'ACPI overridden',
  W: 'warning before',
  C: 'staging driver',
  I: 'firmware bug',
  O: 'out-of-tree module',
  E: 'unsigned module',
  L: 'soft lockup before',
  K: 'live patch',
  X: 'the distribution',
  T: 'randomised structures',
  N: 'test',
  J: 'debug interface',
};

/** `G` stands where `P` would and says that there is none, so it is no complaint. */
const words: Readonly<Record<string, string>> = {
  P: 'a proprietary module was loaded',
  G: 'all modules have a GPL-compatible licence',
  F: 'a module was loaded by force',
  S: 'the kernel runs on hardware out of specification',
  R: 'a module was unloaded by force',
  M: 'the processor reported a machine check',
  B: 'a bad page or corrupted memory was found',
  U: 'user space asked for the taint',
  D: 'the kernel died before: an oops or BUG',
  A: 'an ACPI table was overridden',
  W: 'a warning was issued before',
  C: 'a staging driver was loaded',
  I: 'a bug of the firmware is worked around',
  O: 'a module was built out of the tree',
  E: 'an unsigned module was loaded',
  L: 'a soft lockup happened before',
  K: 'the kernel was patched live',
  X: 'the distribution marked it',
  T: 'the kernel was built with structure randomisation',
  N: 'a test of the kernel ran',
  J: 'user space changed hardware through a debug interface',
};
