// What a server's own words give away about the request that it did not take.
import assert from 'node:assert/strict';
import test from 'node:test';
import {mendFor} from '../../../src/drivers/model/probe.ts';
import {settingsAt} from './settings.ts';

const {provider} = settingsAt('http://127.0.0.1:1/v1', {profile: 'openai-chat'});

function check(message: string, expected: RegExp | null, failure: 'rejected' | 'notTheApi' = 'rejected'): void {
  test(message, () => {
    const mend = mendFor({failure, message}, provider);
    if (expected === null) assert.equal(mend, null);
    else assert.match(mend ?? '', expected);
  });
}

check("Unknown parameter: 'prompt_cache_key'.", /provider\.fields\.prompt_cache_key: false/);
check('extra fields not permitted: parallel_tool_calls', /fields\.parallel_tool_calls: false/);
check("Unrecognized key(s) in object: 'strict'", /fields\.strict: false/);
check('stream_options is not supported', /fields\.stream_options: false/);
check("Unsupported parameter: 'max_completion_tokens' is not supported", /fields\.maxTokens/);
check("Unsupported value: 'reasoning_effort' does not support 'xhigh'", /^set the effort to one that the model has/);
check('The model `x` does not exist', /configure a model that this server has/);
check('the provider answers with status 404: what came is not JSON', /ends in \/v1/, 'notTheApi');
check('something else', null);
