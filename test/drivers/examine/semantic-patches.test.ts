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
			return peer; /* HINT */
		if (peer->busy)
			return NULL; /* FAULT */
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

test('more bytes than were asked for, where two numbers tell', {skip}, (t) =>
  check(
    t,
    'bounds',
    `
static int sized(const char __user *from, size_t n)
{
	char *one, *two, *three, *four;
	one = kmalloc(32, GFP_KERNEL);
	two = kmalloc(SIZE, GFP_KERNEL);
	three = kmalloc(SIZE + 1, GFP_KERNEL);
	four = kmalloc(n, GFP_KERNEL);
	memset(one, 0, 32);
	memset(one, 0, 33); /* FAULT */
	memset(two, 0, SIZE);
	if (copy_from_user(two, from, SIZE + 1)) /* FAULT */
		return -EFAULT;
	memset(three, 0, SIZE + 1);
	memset(four, 0, n + n);
	return 0;
}
`,
  ),
);
