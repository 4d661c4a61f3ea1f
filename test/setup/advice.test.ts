import assert from 'node:assert/strict';
import test from 'node:test';
import {kernelAdvice, toolsAdvice} from '../../src/setup/advice.ts';

const qemu = {name: 'qemu-system-x86_64', package: 'qemu-system-x86', why: 'is the target'};

test('on another system one message names the tools and the keys of an own kernel', () => {
  const text = toolsAdvice('Fedora Linux 40', [qemu], false);
  assert.match(text, /^Fedora Linux 40 has no apt/);
  assert.match(text, /qemu-system-x86_64 +is the target \(Debian's package: qemu-system-x86\)/);
  for (const key of ['targets:', 'kernel:', 'image:', 'modules:', 'build:']) assert.ok(text.includes(key), key);
  assert.doesNotMatch(toolsAdvice('Fedora Linux 40', [qemu], true), /image:/);
});

test("where apt has no kernel of Debian's, the kernel alone is asked for", () => {
  assert.match(kernelAdvice('Ubuntu 24.04'), /this is Ubuntu 24\.04: name a kernel of your own.*\n\n {4}targets:/);
});
