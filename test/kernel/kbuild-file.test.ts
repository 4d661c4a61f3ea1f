import assert from 'node:assert/strict';
import test from 'node:test';
import {checkKbuild} from '../../src/kernel/kbuild-file.ts';

function allows(text: string, objects: readonly string[] = ['ring.o']): void {
  assert.deepEqual(checkKbuild(text, 'ring'), {ok: true, objects});
}

function refuses(text: string, words: RegExp): void {
  const checked = checkKbuild(text, 'ring');
  assert.ok('refused' in checked, `taken: ${text}`);
  assert.match(checked.refused, words);
}

test('one object', () => allows('obj-m := ring.o\n'));
test('appended, without blanks', () => allows('obj-m+=ring.o'));
test('of parts', () =>
  allows('obj-m := ring.o\nring-y := core.o buffer.o\nring-y += file.o', ['core.o', 'buffer.o', 'file.o']));
test('of parts, the older way', () =>
  allows('obj-m = ring.o\nring-objs := core.o sub/buffer.o', ['core.o', 'sub/buffer.o']));
test('a later := replaces', () => allows('obj-m := old.o\nobj-m := ring.o\nring-y := a.o\nring-y := b.o', ['b.o']));
test('lines that go on', () => allows('obj-m := ring.o\nring-y := a.o \\\n  b.o\n', ['a.o', 'b.o']));
test('comments and blanks', () => allows('# SPDX-License-Identifier: GPL-2.0\n\nobj-m := ring.o # $(the) `module`\n'));
test('CR LF', () => allows('obj-m := ring.o\r\nccflags-y := -Wall\r\n'));
test('harmless flags', () =>
  allows(
    'obj-m := ring.o\nccflags-y := -DDEBUG -DSIZE=64 -Wall -Wno-unused -Werror=format -Wframe-larger-than=1024 -Iinclude/ring',
  ));
test("the module's own folder", () => allows('obj-m := ring.o\nccflags-y += -I$(src)/include -I$(src)'));

test('a program that would be run', () =>
  refuses('obj-m := ring.o\nX := $(shell id)', /^Kbuild line 2: the character "\$" is not allowed/));
test('backquotes', () => refuses('ccflags-y := -DX=`id`', /line 1: the character "`"/));
test('a call hidden behind a line end', () => refuses('obj-m := ring.o \\\n$(shell id)', /line 1: the character "\$"/));
test('a call behind an escaped comment sign', () => refuses('obj-m := ring.o \\# $(shell id)', /is not allowed/));
test('an include', () =>
  refuses('include /etc/passwd\nobj-m := ring.o', /line 1: "include \/etc\/passwd" is not a list/));
test('a rule', () => refuses('obj-m := ring.o\nall:', /line 2: "all:" is not a list/));
test('a recipe', () => refuses('obj-m := ring.o\n\tid', /line 2: a line that begins with a tab/));
test('a definition', () => refuses('define X\nendef', /line 1: "define X" is not a list/));
test('a condition', () => refuses('ifeq (a,a)', /line 1: the character "\("/));
test('a shell assignment', () => refuses('X != id', /line 1: the character "!"/));
test('another variable', () => refuses('CC := gcc', /"CC" may not be set/));
test("another program's flags", () => refuses('asflags-y := -DX', /"asflags-y" may not be set/));
test('linker flags', () => refuses('ldflags-y := a.o', /"ldflags-y" may not be set/));
test('what is built into the kernel', () => refuses('obj-y := ring.o', /"obj-y" may not be set/));
test('host programs', () => refuses('hostprogs-y := x.o', /"hostprogs-y" may not be set/));
test('a flag for one file', () => refuses('CFLAGS_ring.o := -DX', /is not a list/));
test('a folder above', () => refuses('obj-m := ../ring.o', /"\.\.\/ring\.o" is not an object/));
test('an absolute object', () => refuses('obj-m := /ring.o', /is not an object/));
test('a folder', () => refuses('obj-m := sub/', /is not an object/));
test('options for the preprocessor', () =>
  refuses('ccflags-y := -Wp,-MD,/x', /the flag "-Wp,-MD,\/x" may not be given/));
test('options for the assembler', () => refuses('ccflags-y := -Wa,-a=x', /-Wa,-a=x/));
test('options for the linker', () => refuses('ccflags-y := -Wl,-T', /-Wl,-T/));
test('a plugin', () => refuses('ccflags-y := -fplugin=x.so', /-fplugin=x\.so/));
test('a forced include', () => refuses('ccflags-y := -include /etc/shadow', /"-include"/));
test('an absolute include folder', () => refuses('ccflags-y := -I/etc', /"-I\/etc"/));
test('an include folder above', () => refuses('ccflags-y := -Iinclude/../../x', /-Iinclude/));
test("an include folder above the module's", () => refuses('ccflags-y := -I$(src)/../x', /may not be given/));
test('an include flag whose folder is the next word', () => refuses('ccflags-y := -I /etc', /"-I"/));
test('a file of options', () => refuses('ccflags-y := @x', /"@x"/));
test('a quoted value', () => refuses('ccflags-y := -DX="a b"', /the character "\\""/));
test('without obj-m', () => refuses('ring-y := a.o', /has no obj-m; the module is ring/));
test('of another module', () =>
  refuses('obj-m := wheel.o', /builds wheel\.o; the module is ring, so it needs "obj-m := ring\.o"/));
test('a module that is its own part', () => refuses('obj-m := ring.o\nring-y := ring.o a.o', /rename ring\.c/));
test('an endless file', () => refuses('#'.repeat(70_000), /longer than 65536/));
test('what is allowed is told', () => refuses('x', /allowed are "obj-m := NAME\.o"/));
