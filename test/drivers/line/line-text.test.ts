// Lines as they are written on a command line.
import assert from 'node:assert/strict';
import test from 'node:test';
import {readLineText} from '../../../src/drivers/line/line-text.ts';

const plain = {kind: 'serial', baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1, flowControl: 'none'};

const check = (text: string, expected: unknown): void => assert.deepEqual(readLineText(text), expected);

function refuses(text: string, words: RegExp): void {
  const read = readLineText(text);
  assert.ok(read !== null && 'fault' in read, text);
  assert.match(read.fault, words);
}

test('a device', () => check('/dev/ttyUSB0', {...plain, path: '/dev/ttyUSB0'}));
test('a device and its speed', () => check('/dev/ttyUSB0@9600', {...plain, path: '/dev/ttyUSB0', baudRate: 9600}));
test('framing and flow control', () =>
  check('./pty@1500000,7E2,rtscts', {
    ...plain,
    ...{path: './pty', baudRate: 1_500_000, dataBits: 7, parity: 'even', stopBits: 2, flowControl: 'rtscts'},
  }));
test('an @ in the path is part of it', () => check('/dev/serial/a@b/c', {...plain, path: '/dev/serial/a@b/c'}));
test('a place on the network', () => {
  check('tcp:lab.example:3001', {kind: 'tcp', host: 'lab.example', port: 3001});
  check('tcp://10.0.0.1:3001', {kind: 'tcp', host: '10.0.0.1', port: 3001});
  check('tcp:[fe80::1]:3001', {kind: 'tcp', host: 'fe80::1', port: 3001});
});
test('a name is no line', () => {
  check('board', null);
  check('', null);
});
test('what begins as a line and is none is told how one is written', () => {
  refuses('/dev/ttyUSB0@fast', /"fast" is no speed/);
  refuses('/dev/ttyUSB0@9600,9n1', /"9n1" is neither framing nor flow control/);
  refuses('/dev/ttyUSB0@', /"" is no speed/);
  refuses('tcp:host', /is written tcp:HOST:PORT/);
  refuses('tcp:host:70000', /is written tcp:HOST:PORT/);
});
