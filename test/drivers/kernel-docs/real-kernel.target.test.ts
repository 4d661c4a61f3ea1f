// The kernel of the cache: what is said of it is what its packages hold, and most of what it exports is known.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {createKernelDocs} from '../../../src/drivers/kernel-docs/kernel-docs.ts';
import type {NameAnswer} from '../../../src/drivers/kernel-docs/look-up.ts';
import {cacheFolder, kernelForTests} from '../target/kernel-for-tests.ts';

const kernel = await kernelForTests();
const docs = createKernelDocs({kernel, cacheFolder, packagesRoot: '/nonexistent'});
before(async () => void (await docs.find({ask: 'lookUp', names: ['kfree']})));

async function known(name: string): Promise<Extract<NameAnswer, {kind: 'known'}>> {
  const {names} = await docs.find({ask: 'lookUp', names: [name]});
  assert.ok(names[0]?.kind === 'known', `${name} is ${names[0]?.kind}`);
  return names[0];
}

const text = async (name: string): Promise<string> => (await docs.answer({ask: 'lookUp', names: [name]})).output;

test('an inline function, and the exported one below it', async () => {
  const kmalloc = await known('kmalloc');
  assert.ok(kmalloc.standing.kind === 'inHeader');
  assert.ok(kmalloc.standing.calls.some(({symbol}) => symbol === '__kmalloc'));
  assert.match(await text('kmalloc'), /void \*kmalloc\(size_t size, gfp_t flags\)\n\{/);
  assert.match(await text('kmalloc'), /kmalloc - allocate memory\n@size: how many bytes of memory are required\./);
  assert.equal((await known('__kmalloc')).standing.kind, 'exported');
  assert.match(await text('__kmalloc'), /^void \*__kmalloc\(size_t size, gfp_t flags\);$/m);
});

test('a prototype by its compiler and by its header, whose line holds it', async () => {
  const {entries, standing} = await known('misc_register');
  assert.equal(standing.kind, 'exported');
  assert.equal(entries[0]?.text, 'int misc_register(struct miscdevice *misc);');
  const header = entries.find(({file}) => file === 'include/linux/miscdevice.h');
  assert.ok(header);
  const root = kernel.mounts.find(({to}) => to.endsWith('-common'))?.from ?? '';
  const lines = (await readFile(join(root, header.file), 'utf8')).split('\n');
  assert.equal(lines[header.line - 1], header.text);
});

test('the place of a field', async () => {
  assert.match(
    await text('file_operations.read'),
    /^ssize_t \(\*read\)\(struct file \*, char \*, size_t, loff_t \*\); \/\* 16 8 \*\/ /m,
  );
  assert.match(await text('struct tcphdr'), /__u16 syn:1; +\/\* 13:1 1 bit \*\//);
});

test('what is not exported says so, GPL-only and namespaces too', async () => {
  assert.equal((await known('kallsyms_lookup_name')).standing.kind, 'notExported');
  const symvers = await readFile(
    join(kernel.mounts.find(({to}) => to.endsWith('-amd64'))?.from ?? '', 'Module.symvers'),
    'utf8',
  );
  const spaced = symvers
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([, , , how, space]) => how?.includes('GPL') && space);
  assert.ok(spaced?.[1] && spaced[4]);
  assert.match(await text(spaced[1]), new RegExp(`GPL-only: .*MODULE_IMPORT_NS\\(${spaced[4]}\\)`));
});

test("a module's own exports and structures are told by its types", async () => {
  const {entries} = await known('usb_register_driver');
  assert.deepEqual(entries[0], {
    ...{name: 'usb_register_driver', kind: 'function', file: 'drivers/usb/core/usbcore.ko (BTF)', line: 0, unmet: ''},
    text: 'int usb_register_driver(struct usb_driver *new_driver, struct module *owner, const char *mod_name);',
  });
});

test('constants by their text, misspelt names by the nearest', async () => {
  assert.match(await text('GFP_KERNEL'), /^#define GFP_KERNEL\t\(__GFP_RECLAIM \| __GFP_IO \| __GFP_FS\)$/m);
  assert.match(
    await text('msleep_interruptibel'),
    /there is no such name in .*; the nearest are msleep_interruptible\n/,
  );
  const {names} = await docs.find({ask: 'search', words: 'msleep_interruptibel'});
  assert.equal(names[0]?.kind, 'unknown');
});

test('of what the kernel itself exports the prototype is known', async () => {
  const symvers = await readFile(
    join(kernel.mounts.find(({to}) => to.endsWith('-amd64'))?.from ?? '', 'Module.symvers'),
    'utf8',
  );
  const exported = symvers
    .split('\n')
    .flatMap((line) => (line.split('\t')[2] === 'vmlinux' ? [line.split('\t')[1] ?? ''] : []));
  let described = 0;
  for (let from = 0; from < exported.length; from += 8) {
    const {names} = await docs.find({ask: 'lookUp', names: exported.slice(from, from + 8)});
    described += names.filter(
      (answer) => answer.kind === 'known' && answer.entries.some(({kind}) => kind !== 'doc'),
    ).length;
  }
  assert.ok(exported.length > 9000, `${exported.length} exported`);
  assert.ok(described / exported.length > 0.95, `${described} of ${exported.length}`);
});
