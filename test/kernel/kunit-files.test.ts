import assert from 'node:assert/strict';
import test from 'node:test';
import {kunitPlan} from '../../src/kernel/kunit-files.ts';

const suite = {text: '#include <kunit/test.h>\nkunit_test_suite(ring_suite);\n'};
const ring = {name: 'ring.c', text: '#include "ring.h"\nmodule_init(ring_init);\n'};
const kbuild = 'obj-m := ring.o\n';

test('a module without tests has no plan', () => assert.equal(kunitPlan([ring], kbuild, 'ring'), null));

test('a file of tests that the Kbuild file does not name is built as a module of its own', () =>
  assert.deepEqual(kunitPlan([ring, {name: 'ring_test.c', ...suite}], 'obj-m := ring.o', 'ring'), {
    ...{modules: ['ring_test'], isWithin: false},
    kbuild: 'obj-m := ring.o\nobj-m += ring_test.o\n',
  }));

test('one that it names already is left as it is', () => {
  const own = 'obj-m := ring.o ring_kunit.o\nring_kunit-y := tests.o ring_buffer.o\n';
  assert.deepEqual(kunitPlan([ring, {name: 'ring_kunit.c', ...suite}], own, 'ring'), {
    ...{modules: ['ring_kunit'], isWithin: false, kbuild: own},
  });
});

test('tests that the module includes, or is made of, run when it is loaded', () => {
  const including = {...ring, text: `${ring.text}#include "ring_test.c"\n`};
  const expected = {modules: [], kbuild, isWithin: true};
  assert.deepEqual(kunitPlan([including, {name: 'ring_test.c', ...suite}], kbuild, 'ring'), expected);
  assert.deepEqual(kunitPlan([{name: 'ring.c', ...suite}], kbuild, 'ring'), expected);
  const parts = 'obj-m := ring.o\nring-y := main.o ring_test.o\n';
  assert.deepEqual(kunitPlan([ring, {name: 'ring_test.c', ...suite}], parts, 'ring')?.modules, []);
});
