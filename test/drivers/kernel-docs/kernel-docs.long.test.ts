import assert from 'node:assert/strict';
import {appendFile, mkdir, readdir, readFile, symlink, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {createKernelDocs, type KernelDocsOptions} from '../../../src/drivers/kernel-docs/kernel-docs.ts';
import type {KernelQuestion} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';
import {smallKernel} from './small-kernel.ts';

/** Questions to one kernel; how often its index was made is counted. */
function openOver(t: TestContext, options: KernelDocsOptions) {
  let made = 0;
  const docs = createKernelDocs({
    packagesRoot: '/nonexistent',
    progress: (_done, _of, what) => {
      if (what === 'words') made += 1;
    },
    ...options,
  });
  t.after(() => docs.close());
  const ask = async (question: KernelQuestion) => (await docs.answer(question)).output;
  return {
    made: () => made,
    answer: docs.answer,
    lookUp: (...names: readonly string[]) => ask({ask: 'lookUp', names}),
    search: (words: string) => ask({ask: 'search', words}),
    examples: (symbol: string) => ask({ask: 'examples', symbol}),
  };
}

async function place(t: TestContext, parts: Parameters<typeof smallKernel>[1] = {}) {
  const folder = await temporaryFolder(t);
  const small = await smallKernel(join(folder, 'linux'), parts);
  return {...small, cacheFolder: join(folder, 'cache')};
}

const all = '[kernel 6.1.0-small: types of the image (BTF), Module.symvers, 2 headers, Documentation, sources]';

test('what a kernel says of its names', async (t) => {
  const docs = openOver(t, await place(t));
  const check = async (words: string, ...lines: readonly string[]) =>
    assert.equal(await docs.lookUp(words), [...lines, '', all].join('\n'), words);

  await check(
    'say()',
    'say: function, exported by the kernel itself (vmlinux)',
    ...['-- the image (BTF)', 'int say(const char *format, ...);'],
    ...['-- include/linux/say.h:7', 'int say(const char *format, ...);'],
    ...[
      '-- kernel-doc, include/linux/say.h:2',
      'say - tells the log',
      '@format: as printf has it',
      '',
      'May sleep in a corner.',
    ],
  );
  await check(
    'say_loudly',
    'say_loudly: exported by the module drivers/misc/voice, which must be loaded first, GPL-only: the module needs a licence such as "GPL", in the namespace VOICE: the module needs MODULE_IMPORT_NS(VOICE)',
  );
  await check(
    'say_secretly',
    'say_secretly: function, NOT exported: a module cannot link to it',
    ...['-- include/linux/say.h:8', 'int say_secretly(const char *format);'],
  );
  await check(
    '__say_it',
    '__say_it: function, NOT exported: a module cannot link to it; exported ones of a similar name: say_it',
    ...['-- include/linux/say.h:9', 'int __say_it(void);'],
  );
  await check('SAY_LOUD', 'SAY_LOUD: constant', '-- include/linux/say.h:10', '#define SAY_LOUD 0x4');
  await check(
    'say_beep',
    'say_beep: function, NOT in this kernel: its configuration does not meet "ifdef CONFIG_ROBOT"',
    ...['-- include/linux/say.h:21', 'int say_beep(void);'],
  );
  await check('CONFIG_ROBOT', 'CONFIG_ROBOT: not set in kernel 6.1.0-small, or no option of it');
  await check(
    'struct operations.read',
    'operations.read:',
    'size_t (*read)(struct file *, char __user *, size_t); /* 8 8 */    [the image (BTF)]',
    'size_t (*read)(struct file *, char __user *, size_t);    [include/linux/say.h:13]',
  );
  await check('sya_twice', 'sya_twice: there is no such name in kernel 6.1.0-small; the nearest are say_twice');
  await check(
    'stop',
    'stop: function, NOT exported: a module cannot link to it',
    ...['-- the image (BTF)', 'void stop(void);', '-- include/linux/say.h:24', 'int stop(void);'],
    ...['-- kernel-doc, kernel/fork.c:2', 'stop - ends it', '', 'With the other processors.'],
  );
  assert.match(
    await docs.lookUp('say_twice'),
    /^say_twice: inline function, given whole by a header, which calls the exported say\n-- include\/linux\/say\.h:15\n/,
  );
  assert.match(
    await docs.lookUp('operations'),
    /int mode:3; +\/\* 16:1 3 bits \*\/[\s\S]*-- include\/linux\/say\.h:11\nstruct operations \{/,
  );
});

test('several names are answered at once, and one that does not exist is an answer', async (t) => {
  const docs = openOver(t, await place(t));
  const {ok, output} = await docs.answer({ask: 'lookUp', names: ['say', 'nothing_of_it']});
  assert.ok(ok);
  assert.match(output, /^say: function[\s\S]*\n\nnothing_of_it: there is no such name/);
  assert.ok((await docs.answer({ask: 'lookUp', names: ['nothing_of_it']})).ok);
});

test('words are found in kernel-doc, guides and declarations, with their places', async (t) => {
  const docs = openOver(t, await place(t));
  assert.match(
    await docs.search('sleep in a corner'),
    /^-- include\/linux\/say\.h:2 \(kernel-doc of say\)\n[\s\S]*May sleep in a corner\./,
  );
  assert.match(await docs.search('parrot repeats'), /^-- Documentation\/voice\.rst:1 \(guide Voice\)\n/);
  assert.match(await docs.search('SAY_L'), /-- include\/linux\/say\.h:10 \(constant SAY_LOUD\)/);
  assert.equal(
    await docs.search('zebra crossing'),
    `nothing in what is here of kernel 6.1.0-small holds "zebra crossing"\n\n${all}`,
  );
  for (const odd of ['"', '* OR (', 'a" NOT "b', '( )', '\0', 'x'.repeat(200)]) assert.ok(await docs.search(odd));
});

test('a use is shown from the sources, or else from a header', async (t) => {
  const rich = openOver(t, await place(t));
  assert.match(
    await rich.examples('say'),
    /^-- samples\/parrot\.c:1 \(in parrot_init\)\n[\s\S]*\tret = say\("hello"\);/,
  );
  assert.match(await rich.examples('sya_twice'), /^sya_twice: there is no such name .* the nearest are say_twice\n/);
  assert.match(await rich.examples('SAY_LOUD'), /^nothing in what is here .* holds "SAY_LOUD"\n/);
  const poor = openOver(t, await place(t, {source: false}));
  assert.match(await poor.examples('say'), /^-- include\/linux\/say\.h:15 \(inline say_twice\)\n/);
});

test('a tree without an image has its prototypes from the headers, and says so', async (t) => {
  const docs = openOver(t, await place(t, {types: false, source: false}));
  const output = await docs.lookUp('operations', 'say');
  assert.match(
    output,
    /^operations: struct\n\(its offsets are not known: the image tells no types, or is not here\)\n-- include/,
  );
  assert.match(
    output,
    /\n\[kernel 6\.1\.0-small: no types of the image, Module\.symvers, 2 headers, no guides \(the package linux-doc-6\.1 has them\), no sources/,
  );
});

test('an index is made once; two that want it at the same time make one', async (t) => {
  const where = await place(t);
  const [one, other] = [openOver(t, where), openOver(t, where)];
  await Promise.all([one.lookUp('say'), other.lookUp('say')]);
  assert.equal(one.made() + other.made(), 1);
  const third = openOver(t, where);
  await third.lookUp('say');
  assert.equal(third.made(), 0);
});

test('what it was made from has changed: it is made anew', async (t) => {
  const where = await place(t);
  await openOver(t, where).lookUp('say');
  await appendFile(join(where.root, 'include/linux/say.h'), '\nint say_more(void);\n');
  const docs = openOver(t, where);
  assert.match(await docs.lookUp('say_more'), /say\.h:28\n/);
  assert.equal(docs.made(), 1);
});

const damages: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  'cut off': (path) => truncate(path, 9000),
  'written over': async (path) => {
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0x5a, 4096, 12_000));
  },
  empty: (path) => truncate(path, 0),
  'without its seal': (path) => writeFile(`${path}.seal`, 'nonsense'),
};

for (const [how, damage] of Object.entries(damages)) {
  test(`an index that is ${how} is made anew`, async (t) => {
    const where = await place(t);
    await openOver(t, where).lookUp('say');
    const folder = join(where.cacheFolder, 'docs');
    const name = (await readdir(folder)).find((one) => one.endsWith('.sqlite'));
    await damage(join(folder, name ?? ''));
    const docs = openOver(t, where);
    assert.match(await docs.lookUp('say'), /^say: function, exported/);
    assert.equal(docs.made(), 1);
  });
}

test('nothing outside the tree is read: neither a file nor a folder by a link', async (t) => {
  const where = await place(t, {source: false});
  const outside = join(where.root, '../outside');
  await mkdir(outside);
  await writeFile(join(outside, 'secret.h'), '#define SECRET_OF_THE_HOST 1\n');
  await symlink(join(outside, 'secret.h'), join(where.root, 'include/linux/link.h'));
  await symlink(outside, join(where.root, 'include/far'));
  await symlink(outside, join(where.root, 'Documentation'));
  const docs = openOver(t, where);
  assert.match(await docs.lookUp('SECRET_OF_THE_HOST'), /there is no such name/);
  assert.match(await docs.search('secret of the host'), /^nothing in what is here/);
  assert.match(await docs.search('SECRET_OF_THE_HOST'), /there is no such name/);
});

test('a cache that can not be written is said in words', async (t) => {
  const where = await place(t);
  await writeFile(where.cacheFolder, 'a file');
  const docs = openOver(t, where);
  await assert.rejects(docs.lookUp('say'), /the index of the kernel's documentation can't be made in .*docs: /);
});
