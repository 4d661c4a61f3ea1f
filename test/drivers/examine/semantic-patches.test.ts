// The house's semantic patches, run on a few lines of C each: the fault is told, and what looks like it is not.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {findTool} from '../../../src/drivers/host/find-tool.ts';
import {runTool} from '../../../src/drivers/process.ts';
import {parseCoccinelle} from '../../../src/kernel/reports.ts';
import {temporaryFolder} from '../../temporary.ts';

const spatch = findTool('spatch');
const skip = spatch === null ? 'spatch is not installed' : false;
const rules = fileURLToPath(new URL('../../../config/examine', import.meta.url));

/** Each line of `source` that ends with a remark `FAULT` is told, and no other. */
async function check(t: TestContext, rule: string, source: string): Promise<void> {
  const file = join(await temporaryFolder(t), 'a.c');
  await writeFile(file, source);
  const options = ['--very-quiet', '--no-show-diff', '-D', 'report', '--cocci-file', join(rules, `${rule}.cocci`)];
  const told = parseCoccinelle(await runTool(spatch ?? '', [...options, file])).map(({line}) => line);
  const meant = source.split('\n').flatMap((line, at) => (line.endsWith('/* FAULT */') ? [at + 1] : []));
  assert.deepEqual(
    told.toSorted((one, other) => one - other),
    meant,
  );
}

test('a lock that is held in one branch alone is given back there', {skip}, (t) =>
  check(
    t,
    'unlock',
    `
static void tried(void)
{
	if (mutex_trylock(&m)) {
		work();
		mutex_unlock(&m);
	}
	return;
}
static int waited(void)
{
	if (!mutex_lock_interruptible(&m)) {
		work();
		mutex_unlock(&m);
	}
	return 0;
}
static int kept(void)
{
	if (mutex_lock_interruptible(&m))
		return -EINTR;
	if (work())
		return -EIO; /* FAULT */
	mutex_unlock(&m);
	return 0;
}
`,
  ),
);

test("a size that another function of the module hands on is that one's to look at", {skip}, (t) =>
  check(
    t,
    'user-copies',
    `
static char room[64];
static int fill(const char __user *from, size_t n)
{
	if (copy_from_user(room, from, n))
		return -EFAULT;
	return 0;
}
static ssize_t looks(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	if (count > sizeof(room))
		return -EINVAL;
	return fill(from, count);
}
static ssize_t copies(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	if (copy_from_user(room, from, count)) /* FAULT */
		return -EFAULT;
	return count;
}
`,
  ),
);

test('memory is kept by what is linked into a list, and freed by a function of the module', {skip}, (t) =>
  check(
    t,
    'kept-memory',
    `
static int made(void)
{
	struct ring *r;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return -ENOMEM;
	if (first()) {
		kfree(r);
		return -EIO;
	}
	if (second()) {
		mutex_destroy(&r->lock);
		return -EIO; /* FAULT */
	}
	if (third()) {
		ring_free(r);
		return -EIO;
	}
	list_move(&r->node, &all);
	return 0;
}
`,
  ),
);

test('a reference that is meant to stay where all went well', {skip}, (t) =>
  check(
    t,
    'references',
    `
static int open(struct inode *inode, struct file *file)
{
	struct ring *r = container_of(inode->i_cdev, struct ring, cdev);
	kref_get(&r->ref);
	if (r->busy) {
		kref_put(&r->ref, ring_free);
		return -EBUSY;
	}
	if (r->gone)
		return -ENODEV; /* FAULT */
	file->private_data = r;
	return 0;
}
static int use(struct ring *r)
{
	if (!try_module_get(r->owner))
		return -ENODEV;
	if (work()) {
		module_put(r->owner);
		return -EIO;
	}
	return 0;
}
`,
  ),
);
