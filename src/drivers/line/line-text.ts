// A line as a person writes it on a command line: a device with its speed, or a place on the network.
import type {LineSettings} from '../../core/target-settings.ts';

const baudRateDefault = 115_200;

/**
 * `/dev/ttyUSB0`, `/dev/ttyUSB0@115200`, `/dev/ttyUSB0@9600,7e1,rtscts`, `tcp:HOST:PORT`. Null for what is no line, such as a target's name;
 * words when it begins as one.
 */
export function readLineText(text: string): LineSettings | {readonly fault: string} | null {
  if (/^tcp:/.test(text)) return readTcp(text);
  if (!/^\.{0,2}\//.test(text)) return null;
  const at = text.lastIndexOf('@');
  // A path may hold an @ of its own: names below /dev/serial/by-path do.
  const hasSpeed = at !== -1 && !text.slice(at).includes('/');
  return readSerial(hasSpeed ? text.slice(0, at) : text, hasSpeed ? text.slice(at + 1).split(',') : []);
}

function readTcp(text: string): LineSettings | {readonly fault: string} {
  const [, bracketed, plain, port = ''] = /^tcp:(?:\/\/)?(?:\[([^\]]+)\]|([^:/[\]]+)):(\d{1,5})\/?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const number = Number(port);
  if (host === undefined || number < 1 || number > 65_535) {
    return {fault: `${text} is no TCP line: it is written tcp:HOST:PORT`};
  }
  return {kind: 'tcp', host, port: number};
}

function readSerial(path: string, words: readonly string[]): LineSettings | {readonly fault: string} {
  const form = 'a line is written PATH@SPEED, or PATH@SPEED,8n1,rtscts';
  let line: Extract<LineSettings, {kind: 'serial'}> = {
    ...{kind: 'serial', path, baudRate: baudRateDefault, dataBits: 8},
    ...{parity: 'none', stopBits: 1, flowControl: 'none'},
  };
  for (const [index, word] of words.entries()) {
    const frame = /^([5-8])([neo])([12])$/i.exec(word);
    if (index === 0) {
      const baudRate = Number(word);
      if (!/^\d{2,8}$/.test(word) || baudRate < 50) return {fault: `"${word}" is no speed of a serial line: ${form}`};
      line = {...line, baudRate};
    } else if (frame !== null) {
      const [, bits, parity = 'n', stop] = frame;
      line = {
        ...line,
        dataBits: Number(bits) as 5 | 6 | 7 | 8,
        parity: parities[parity.toLowerCase()] ?? 'none',
        stopBits: stop === '2' ? 2 : 1,
      };
    } else if (word === 'rtscts' || word === 'xonxoff') {
      line = {...line, flowControl: word};
    } else {
      return {fault: `"${word}" is neither framing nor flow control: ${form}`};
    }
  }
  return line;
}

const parities: Readonly<Record<string, 'none' | 'even' | 'odd'>> = {n: 'none', e: 'even', o: 'odd'};
