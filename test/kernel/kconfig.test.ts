import assert from 'node:assert/strict';
import test from 'node:test';
import {parseKconfig, unmetSymbols, unmetWords} from '../../src/kernel/kconfig.ts';

test('a symbol has its value as written; what is not set is n; of two lines the later one holds', () => {
  const text =
    '# a remark\nCONFIG_A=y\nCONFIG_B=m\r\nCONFIG_N=20\nCONFIG_S="-x"\n# CONFIG_OFF is not set\nCONFIG_A=n\n';
  assert.deepEqual(Object.fromEntries(parseKconfig(text)), {A: 'n', B: 'm', N: '20', S: '"-x"', OFF: 'n'});
});

function check(asked: string, got: string, expected: string): void {
  assert.equal(unmetWords(unmetSymbols(parseKconfig(asked), parseKconfig(got))), expected);
}

test('every demand is held against the configuration that came of it', () => {
  check('CONFIG_A=y', 'CONFIG_A=y\nCONFIG_B=y', '');
  check('CONFIG_A=n', '', '');
  check('CONFIG_A=n', '# CONFIG_A is not set', '');
  check('CONFIG_KASAN=y', '', 'CONFIG_KASAN (asked y, got n)');
  check('CONFIG_A=m\nCONFIG_N=4', 'CONFIG_A=y\nCONFIG_N=8', 'CONFIG_A (asked m, got y), CONFIG_N (asked 4, got 8)');
});
