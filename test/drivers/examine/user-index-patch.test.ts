// What a program gives as an index, and arrays that it reads or fills (user-index.cocci, index-size.cocci, copied-out.cocci, copied-text.cocci).
import test from 'node:test';
import {check, skip} from './check-patch.ts';

test('an index of a program that nothing looked at, or only its upper end', {skip}, (t) =>
  check(
    t,
    'user-index',
    `
#define N 16
static int a(int __user *from)
{
	int i;
	if (get_user(i, from))
		return -EFAULT;
	if (i >= N)
		return -EINVAL;
	return table[i]; /* FAULT */
}
static int b(int __user *from)
{
	int i;
	if (get_user(i, from))
		return -EFAULT;
	if (i < 0 || i >= N)
		return -EINVAL;
	return table[i];
}
static int c(u32 __user *from)
{
	u32 i;
	u8 byte;
	if (get_user(i, from) || get_user(byte, from))
		return -EFAULT;
	if (all[byte])
		return -EINVAL;
	if (i >= N)
		return -EINVAL;
	return table[i];
}
static int d(u32 __user *from)
{
	u32 i;
	if (copy_from_user(&i, from, sizeof(i)))
		return -EFAULT;
	return table[i]; /* FAULT */
}
static int e(int __user *from)
{
	int i;
	if (get_user(i, from))
		return -EFAULT;
	if (i >= ARRAY_SIZE(table))
		return -EINVAL;
	return table[i];
}
static int unknown(int __user *from)
{
	int i;
	if (get_user(i, from))
		return -EFAULT;
	if (i >= ELSEWHERE)
		return -EINVAL;
	return table[i]; /* HINT */
}
static int f(const char __user *from)
{
	u32 words[3];
	u8 bytes[3];
	if (copy_from_user(words, from, sizeof(words)))
		return -EFAULT;
	if (copy_from_user(bytes, from, sizeof(bytes)))
		return -EFAULT;
	return table[words[0]] + table[bytes[0]]; /* FAULT */
}
static int g(const char __user *from)
{
	u32 words[3];
	if (copy_from_user(words, from, sizeof(words)))
		return -EFAULT;
	if (words[0] >= N)
		return -EINVAL;
	return table[words[0]];
}
`,
  ),
);

test('up to the size itself is one too many', {skip}, (t) =>
  check(
    t,
    'index-size',
    `
struct dev {
	u32 room[8];
	u32 more[M];
};
static u32 table[N];
static int a(struct dev *dev, unsigned int i)
{
	if (i > ARRAY_SIZE(dev->room))
		return -EINVAL;
	return dev->room[i]; /* FAULT */
}
static int b(struct dev *dev, unsigned int i)
{
	if (i >= ARRAY_SIZE(dev->room))
		return -EINVAL;
	return dev->room[i];
}
static int c(struct dev *dev, unsigned int i)
{
	if (!dev)
		return -ENODEV;
	if (i > N || !dev)
		return -EINVAL;
	table[i]++; /* FAULT */
	if (i > M)
		return -EINVAL;
	return dev->more[i]; /* FAULT */
}
static int d(unsigned int n)
{
	u32 *end;
	if (n > N)
		return -EINVAL;
	end = &table[n];
	while (n--)
		table[n] = 0;
	return 0;
}
static int e(unsigned int n)
{
	if (n > N)
		return -EINVAL;
	if (n == N)
		return 0;
	return table[n];
}
`,
  ),
);

test('as much of an array as a program asks for', {skip}, (t) =>
  check(
    t,
    'copied-out',
    `
static char text[32] = "hello";
static ssize_t a(struct file *file, char __user *to, size_t len, loff_t *at)
{
	if (copy_to_user(to, text, len)) /* FAULT */
		return -EFAULT;
	return len;
}
static ssize_t b(struct file *file, char __user *to, size_t len, loff_t *at)
{
	char own[32] = "hello";
	if (copy_to_user(to, own, len)) /* FAULT */
		return -EFAULT;
	return len;
}
static ssize_t c(struct file *file, char __user *to, size_t len, loff_t *at)
{
	len = min(len, sizeof(text));
	if (copy_to_user(to, text, len))
		return -EFAULT;
	return len;
}
static int hands(char __user *to, size_t len)
{
	return copy_to_user(to, text, len) ? -EFAULT : 0; /* HINT */
}
static ssize_t d(struct file *file, char __user *to, size_t len, loff_t *at)
{
	if (len > sizeof(text))
		return -EINVAL;
	return hands(to, len);
}
static int e(char __user *to, char *text, size_t len)
{
	return copy_to_user(to, text, len) ? -EFAULT : 0;
}
`,
  ),
);

test('text of a program, as long as it likes', {skip}, (t) =>
  check(
    t,
    'copied-text',
    `
static ssize_t a(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	char name[8], line[8];
	char *s = memdup_user_nul(from, len);
	if (IS_ERR(s))
		return PTR_ERR(s);
	strcpy(name, s); /* FAULT */
	return len;
}
static ssize_t b(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	char line[8];
	char *s;
	s = memdup_user_nul(from, len);
	if (IS_ERR(s))
		return PTR_ERR(s);
	sprintf(line, "name %s", s); /* FAULT */
	kfree(s);
	return len;
}
static ssize_t c(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	char name[8];
	char *s;
	if (len >= sizeof(name))
		return -EINVAL;
	s = memdup_user_nul(from, len);
	if (IS_ERR(s))
		return PTR_ERR(s);
	strcpy(name, s);
	return len;
}
static ssize_t d(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	char name[8];
	char *s;
	s = memdup_user_nul(from, len);
	if (IS_ERR(s))
		return PTR_ERR(s);
	if (strlen(s) < sizeof(name))
		strcpy(name, s);
	return len;
}
`,
  ),
);
