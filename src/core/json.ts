// Looks into JSON that somebody else made.

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null for what is no JSON, and for JSON that is no object. */
export function parseJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

export function jsonAt(value: Json, key: string): Json | undefined {
  const inner = value[key];
  return isJson(inner) ? inner : undefined;
}

export function textAt(value: Json, key: string): string | undefined {
  const inner = value[key];
  return typeof inner === 'string' ? inner : undefined;
}

export function listAt(value: Json, key: string): readonly Json[] {
  const inner = value[key];
  return Array.isArray(inner) ? inner.filter(isJson) : [];
}

/** A count of something: whole and not negative. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function countAt(value: Json, key: string): number | undefined {
  const inner = value[key];
  return isCount(inner) ? inner : undefined;
}
