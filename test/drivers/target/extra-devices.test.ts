import assert from 'node:assert/strict';
import test from 'node:test';
import {extraDevices} from '../../../src/drivers/target/extra-devices.ts';

test('a device has an id by which it is told from the others', () =>
  assert.deepEqual(extraDevices(['edu,dma_mask=0xffffffff', 'driver=edu', 'edu,id=own', '{"driver":"edu"}']), [
    {type: 'edu', id: 'extra0', words: 'edu,dma_mask=0xffffffff,id=extra0'},
    {type: 'edu', id: 'extra1', words: 'driver=edu,id=extra1'},
    {type: 'edu', id: 'own', words: 'edu,id=own'},
    {type: 'edu', id: 'extra3', words: '{"driver":"edu","id":"extra3"}'},
  ]));
