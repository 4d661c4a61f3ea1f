// A zod object as the strict JSON schema that a provider takes: every property required, nothing beside them.
import {z} from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** Lengths and the bounds of a safe integer are not part of strict mode; zod checks them when the call comes back. */
const notTaken = ['$schema', 'minLength', 'maxLength', 'default'];

/** Throws where a schema can't be strict; that is a bug of the tool that it belongs to. */
export function strictSchemaOf(schema: z.ZodObject): Json {
  return strict(z.toJSONSchema(schema, {io: 'input'}), 'the arguments');
}

function strict(schema: unknown, place: string): Json {
  if (!isJson(schema)) throw new Error(`${place}: a schema of "anything" can't be strict`);
  const kept = Object.fromEntries(Object.entries(schema).filter(([key, value]) => isTaken(key, value)));
  if (Array.isArray(schema['anyOf'])) {
    return {...kept, anyOf: schema['anyOf'].map((option, index) => strict(option, `${place}, option ${index + 1}`))};
  }
  if (schema['type'] === 'object') return strictObject(kept, place);
  if (schema['type'] === 'array') return {...kept, items: strict(schema['items'], `${place}[]`)};
  if (schema['type'] === undefined && schema['const'] === undefined && schema['enum'] === undefined) {
    throw new Error(`${place}: ${JSON.stringify(schema)} can't be strict`);
  }
  return kept;
}

function strictObject(schema: Json, place: string): Json {
  const {properties} = schema;
  if (!isJson(properties)) throw new Error(`${place}: an object without properties of its own can't be strict`);
  const names = Object.keys(properties);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const optional = names.find((name) => !required.includes(name));
  if (optional !== undefined) throw new Error(`${place}.${optional} is optional; make it nullable`);
  return {
    ...schema,
    properties: Object.fromEntries(names.map((name) => [name, strict(properties[name], `${place}.${name}`)])),
    required: names,
    additionalProperties: false,
  };
}

function isTaken(key: string, value: unknown): boolean {
  if (key === 'minimum' || key === 'maximum') return Math.abs(Number(value)) < Number.MAX_SAFE_INTEGER;
  return !notTaken.includes(key);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
