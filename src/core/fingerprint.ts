// Long texts told apart by a short one: two FNV-1a sums of different beginnings and the length. Not for what an enemy may choose.

export function fingerprintOf(...texts: readonly string[]): string {
  const text = texts.join('\u0000');
  return `${sumOf(text, 0x811c9dc5)}${sumOf(text, 0x01000193)}.${text.length}`;
}

function sumOf(text: string, from: number): string {
  let sum = from;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
