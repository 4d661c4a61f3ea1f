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

test(
  "a lock with which a function returns may be its caller's to give back, of an operation it is nobody's",
  {skip},
  (t) =>
    check(
      t,
      'unlock',
      `
static int begin(struct ring *r)
{
	if (mutex_lock_interruptible(&r->lock))
		return -EINTR;
	if (r->gone) {
		mutex_unlock(&r->lock);
		return -ENODEV;
	}
	return 0; /* HINT */
}
static int kept(struct ring *r)
{
	if (mutex_lock_interruptible(&r->lock))
		return -EINTR;
	if (work())
		return -EIO; /* FAULT */
	mutex_unlock(&r->lock);
	return 0;
}
static int shared(struct ring *r)
{
	int err = -EIO;
	if (mutex_lock_interruptible(&r->lock))
		return -EINTR;
	if (work())
		goto out;
	mutex_unlock(&r->lock);
out:
	return err; /* FAULT */
}
static int perhaps(struct ring *r)
{
	int err = -EIO;
	if (mutex_lock_interruptible(&r->lock))
		return -EINTR;
	err = work();
	if (err)
		mutex_unlock(&r->lock);
	return err;
}
static ssize_t reads(struct file *file)
{
	if (mutex_lock_interruptible(&m))
		return -EINTR;
	if (empty())
		return 0; /* FAULT */
	mutex_unlock(&m);
	return 1;
}
static const struct file_operations fops = {
	.read = reads,
};
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
`,
  ),
);

test('an array is that of the function or of the file, and a member that of its structure', {skip}, (t) =>
  check(
    t,
    'bounds',
    `
static int sums[8];
struct bank {
	int pins[8];
};
struct other {
	int pins[16];
};
static int whole(void)
{
	int i, sum = 0;
	for (i = 0; i <= 8; i++) {
		sum += sums[i]; /* FAULT */
	}
	return sum;
}
static void small(void)
{
	int local[8];
	fill(local);
}
static void large(int *local)
{
	int i;
	for (i = 1; i <= 8; i++) {
		local[i] = 0;
	}
}
static void bank(struct bank *bank, struct other *other)
{
	int i;
	for (i = 0; i <= 8; i++) {
		bank->pins[i] = 0; /* FAULT */
	}
	for (i = 1; i <= 8; i++) {
		other->pins[i] = 0;
	}
}
static int ended(const char *from, size_t n)
{
	char text[16];
	if (n > sizeof(text))
		return -EINVAL;
	memcpy(text, from, n);
	text[n] = 0; /* FAULT */
	return 0;
}
static int fitted(const char *from, size_t n)
{
	char text[16];
	if (n > sizeof(text))
		return -EINVAL;
	memcpy(text, from, n);
	if (n == sizeof(text))
		return -EINVAL;
	text[n] = 0;
	return 0;
}
`,
  ),
);

test('a reader of RCU ends on every way out', {skip}, (t) =>
  check(
    t,
    'unlock',
    `
static struct peer *find(int id)
{
	struct peer *peer;
	rcu_read_lock();
	list_for_each_entry_rcu(peer, &peers, node) {
		if (peer->id == id)
			return peer; /* FAULT */
		if (peer->gone) {
			rcu_read_unlock();
			return NULL;
		}
	}
	rcu_read_unlock();
	return NULL;
}
static void begin(void)
{
	rcu_read_lock();
	return;
}
`,
  ),
);
