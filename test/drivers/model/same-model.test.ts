import assert from 'node:assert/strict';
import test from 'node:test';
import {isSameModel} from '../../../src/drivers/model/same-model.ts';

function check(asked: string, answered: string, expected: boolean): void {
  test(`${answered} ${expected ? 'is' : 'is not'} ${asked}`, () =>
    assert.equal(isSameModel(asked, answered), expected));
}

check('gpt-5.5', 'gpt-5.5', true);
check('gpt-5.5', 'gpt-5.5-2026-04-23', true);
check('gpt-5.5-20260423', 'gpt-5.5', true);
check('openai/gpt-5.5', 'gpt-5.5', true);
check('qwen3', 'qwen3:latest', true);
check('Qwen/Qwen3-8B', 'qwen3-8b', true);
check('qwen3-8b', '/models/qwen3-8b.gguf', true);
check('gpt-5.5', 'gpt-5.5-mini', false);
check('gpt-5.5', 'gpt-5', false);
check('qwen3:8b', 'qwen3:4b', false);
