// Characters that no text of a role may hold: a NUL ends an argument of a program, and with it a commit that names the text; others
// play with a terminal. Tabs and line ends are text.

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** The first one in the texts of a value, as "U+0000", or null. */
export function controlCharacterIn(value: unknown): string | null {
  if (typeof value === 'string') return nameOf(control.exec(value)?.[0]);
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = controlCharacterIn(key) ?? controlCharacterIn(inner);
    if (found !== null) return found;
  }
  return null;
}

function nameOf(character: string | undefined): string | null {
  const code = character?.codePointAt(0);
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
