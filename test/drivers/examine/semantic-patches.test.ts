// The house's other semantic patches, a rule a test.
import test from 'node:test';
import {check, skip} from './check-patch.ts';

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
