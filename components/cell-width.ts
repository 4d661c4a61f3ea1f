// How many cells a text takes, by the same tables as Ink's.
import stringWidth from 'string-width';

export function cellWidth(text: string): number {
  return stringWidth(text);
}
