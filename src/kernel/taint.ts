// What the letters behind `Tainted:` mean (Documentation/admin-guide/tainted-kernels.rst).

/** One phrase a letter, in the order given; a letter that is not known is passed on as it is. */
export function taintWords(letters: string): readonly string[] {
  return [...new Set(letters.replace(/[^A-Z]/g, ''))].map((letter) => words[letter] ?? letter);
}

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
