import assert from 'node:assert/strict';
import test from 'node:test';
import {z} from 'zod';
import {strictSchemaOf} from '../../agents/strict-schema.ts';

test('a nullable field is required, with null as one of its types', () => {
  assert.deepEqual(strictSchemaOf(z.strictObject({line: z.int().min(1).nullable()})), {
    type: 'object',
    properties: {line: {anyOf: [{type: 'integer', minimum: 1}, {type: 'null'}]}},
    required: ['line'],
    additionalProperties: false,
  });
});

test('lengths stay with zod', () => {
  assert.deepEqual(strictSchemaOf(z.strictObject({names: z.array(z.string().max(9)).max(3)})), {
    type: 'object',
    properties: {names: {type: 'array', maxItems: 3, items: {type: 'string'}}},
    required: ['names'],
    additionalProperties: false,
  });
});

function throws(what: string, shape: z.ZodObject, message: RegExp): void {
  test(`${what} can't be strict`, () => assert.throws(() => strictSchemaOf(shape), message));
}

throws('an optional field', z.strictObject({line: z.int().optional()}), /the arguments\.line is optional/);
throws('a record', z.strictObject({map: z.record(z.string(), z.string())}), /the arguments\.map: an object without/);
throws('a field of any type', z.strictObject({value: z.unknown()}), /the arguments\.value/);
