// Looks into JSON that somebody else made.

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
export function countAt(value: Json, key: string): number | undefined {
  const inner = value[key];
  return typeof inner === 'number' && Number.isSafeInteger(inner) && inner >= 0 ? inner : undefined;
}
