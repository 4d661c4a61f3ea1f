// What programs choose for their text, read from their sequences and carried as a tone.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {lookOf} from '../../components/tones.ts';
import {isSgrTone, plainSgr, sgrAfter, sgrOfTone, toneOfSgr} from '../../src/view/sgr.ts';

const tone = (...parameters: readonly string[]): string =>
  toneOfSgr(parameters.reduce((sgr, written) => sgrAfter(sgr, written), plainSgr));

test('colours and weights are one tone', () => {
  assert.equal(tone('1;31'), 'sgr:1,,b');
  assert.equal(tone('38;5;208', '7'), 'sgr:208,,r');
  assert.equal(tone('38;2;1;2;255;44'), 'sgr:#0102ff,4,');
  assert.equal(tone('38:5:9'), 'sgr:9,,');
  assert.equal(tone('97;100'), 'sgr:15,8,');
  assert.equal(tone('1;3;4', '22;23'), 'sgr:,,u');
});

test('what is ended is plain again', () => {
  assert.equal(tone('1;31', ''), 'plain');
  assert.equal(tone('31;42', '39;49'), 'plain');
  assert.equal(tone('99999;38;5;999;38'), 'plain');
});

test('a tone tells what it was made of, and any parameters are taken', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\d;:]{0,20}$/)), (written) => {
      const sgr = written.reduce((before, parameters) => sgrAfter(before, parameters), plainSgr);
      const made = toneOfSgr(sgr);
      assert.deepEqual(isSgrTone(made) ? sgrOfTone(made) : plainSgr, sgr);
    }),
  );
});

test('the terminal draws them; without colours the weights are left', () => {
  assert.deepEqual(lookOf('sgr:1,,b', 'terminal'), {color: 'red', bold: true});
  assert.deepEqual(lookOf('sgr:12,208,', 'terminal'), {color: 'blueBright', backgroundColor: 'ansi256(208)'});
  assert.deepEqual(lookOf('sgr:1,4,u', 'colourless'), {underline: true, inverse: true});
});
