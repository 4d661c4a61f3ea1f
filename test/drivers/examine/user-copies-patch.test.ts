// What goes to a program and comes from it (user-copies.cocci, unset-copied.cocci).
import test from 'node:test';
import {check, skip} from './check-patch.ts';

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

test('what another function judges or another number comes of may have been held against the size', {skip}, (t) =>
  check(
    t,
    'user-copies',
    `
static char room[64];
static ssize_t a(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	if (copy_from_user(room, from, count)) /* FAULT */
		return -EFAULT;
	return count;
}
static ssize_t b(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	if (fits(count))
		return -EINVAL;
	if (copy_from_user(room, from, count)) /* HINT */
		return -EFAULT;
	return count;
}
static ssize_t c(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	size_t len = count + 1;
	char *buf = kmalloc(len, GFP_KERNEL);
	if (copy_from_user(buf, from, count)) /* HINT */
		return -EFAULT;
	return count;
}
static ssize_t half(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	if (file->f_flags)
		if (count > sizeof(room))
			return -EINVAL;
	if (copy_from_user(room, from, count)) /* HINT */
		return -EFAULT;
	return count;
}
ssize_t d(const char __user *from, size_t count)
{
	if (copy_from_user(room, from, count)) /* HINT */
		return -EFAULT;
	return count;
}
static int e(struct args __user *from)
{
	struct args args;
	int v;
	if (copy_from_user(&args, from, sizeof(args)))
		return -EFAULT;
	if (check(&args))
		return -EINVAL;
	get_user(v, p); /* FAULT */
	put_user(v, p); /* HINT */
	return table[args.index];
}
static int f(struct args __user *from)
{
	struct args args;
	if (copy_from_user(&args, from, sizeof(args)))
		return -EFAULT;
	return table[args.index]; /* FAULT */
}
`,
  ),
);

test('memory that something may have written to, by whatever name', {skip}, (t) =>
  check(
    t,
    'unset-copied',
    `
static int a(char __user *to, size_t n)
{
	char *buf = NULL;
	buf = kmalloc(n, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	port->ops->fill(port, buf, n);
	if (copy_to_user(to, buf, n))
		return -EFAULT;
	return 0;
}
static int b(char __user *to, size_t n)
{
	u32 val;
	access(state, (u8 *)&val, 4);
	if (copy_to_user(to, &val, 4))
		return -EFAULT;
	return 0;
}
static int c(char __user *to, size_t n)
{
	u32 val;
	if (copy_to_user(to, &val, 4)) /* FAULT */
		return -EFAULT;
	return 0;
}
static int d(char __user *to, size_t n)
{
	char *buf = NULL;
	buf = kmalloc(n, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (copy_to_user(to, buf, n)) /* FAULT */
		return -EFAULT;
	return 0;
}
static int loops(char __user *to, size_t n)
{
	u32 sums[4];
	char *buf = NULL;
	int i;
	buf = kmalloc(n, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		buf[i] = i;
		sums[i & 3] = i;
	}
	if (copy_to_user(to, buf, n))
		return -EFAULT;
	if (copy_to_user(to, sums, sizeof(sums)))
		return -EFAULT;
	return 0;
}
`,
  ),
);
