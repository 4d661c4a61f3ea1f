// Stands in for a kernel's source: a Makefile that configures, compiles and links as far as anybody looks, in no time. Files beside the
// tree steer it: `dropped` (a symbol that Kconfig leaves out), `broken` (a file that does not compile), `held` (it never ends). Each
// file that it compiles is a line of `compiled`.
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {temporaryFolder} from '../../temporary.ts';
import {bzImageOf} from '../kernel-tree/bz-image.ts';

export const fakeBuiltRelease = '6.1.7-sanitizer';

export interface FakeTree {
  /** Of all that belongs to it. */
  readonly folder: string;
  readonly tree: string;
  readonly cacheFolder: string;
  set(what: 'broken' | 'held' | 'dropped', value: string | null): void;
  /** How often each file was compiled, in the order in which that was. */
  compiled(): readonly string[];
}

export async function fakeTree(t: TestContext): Promise<FakeTree> {
  const folder = await temporaryFolder(t);
  const tree = join(folder, 'linux-6.1.7');
  const files: Readonly<Record<string, string | Buffer>> = {
    Makefile: makefile(folder),
    'scripts/kconfig/Makefile': '',
    'scripts/mod/modpost': '#!/bin/sh\n',
    'scripts/checkpatch.pl': '#!/usr/bin/perl\n',
    'include/linux/module.h': '',
    'kernel/fork.c': '',
    'Documentation/index.rst': '',
    'image.bin': bzImageOf(fakeBuiltRelease),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), {recursive: true});
    await writeFile(join(tree, path), text);
  }
  return {
    folder,
    tree,
    cacheFolder: join(folder, 'cache'),
    set(what, value) {
      if (value === null) rmSync(join(folder, what), {force: true});
      else writeFileSync(join(folder, what), value);
    },
    compiled: () =>
      existsSync(join(folder, 'compiled')) ? readFileSync(join(folder, 'compiled'), 'utf8').trim().split('\n') : [],
  };
}

function makefile(folder: string): string {
  return `
objects := kernel/fork.o kernel/exit.o mm/slub.o
all bzImage modules: $(objects)
	@mkdir -p arch/x86/boot include/config include/generated kernel
	@cp image.bin arch/x86/boot/bzImage
	@echo ${fakeBuiltRelease} > include/config/kernel.release
	@touch include/generated/autoconf.h Module.symvers modules.builtin vmlinux.o
	@echo fs/pstore/ramoops.o > modules.order
	@mkdir -p fs/pstore && touch fs/pstore/ramoops.ko

$(objects):
	@mkdir -p $(dir $@)
	@[ "$$(cat ${folder}/broken 2>/dev/null)" != "$@" ] || { echo "$@: error: expected ';'" >&2; exit 1; }
	@echo "  CC      $@"
	@echo $@ >> ${folder}/compiled
	@touch $@
	@while [ "$$(cat ${folder}/held 2>/dev/null)" = "$@" ]; do sleep 0.02; done

allnoconfig:
	@grep -v "CONFIG_$$(cat ${folder}/dropped 2>/dev/null || echo NONE)=" $(KCONFIG_ALLCONFIG) > .config
`;
}
