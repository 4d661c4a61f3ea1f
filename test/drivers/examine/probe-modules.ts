// Two modules for the static checks: one with a fault for each of them, and one of the same shape without any.

export const cleanModule = `// SPDX-License-Identifier: GPL-2.0
/* Keeps the last line that was written to it, and drops it after a while. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>

#define LINE_SIZE 64

struct entry {
	struct list_head node;
	size_t length;
	char text[LINE_SIZE];
};

static LIST_HEAD(entries);
static DEFINE_MUTEX(entries_lock);
static DEFINE_SPINLOCK(ticks_lock);
static unsigned long ticks;
static struct timer_list beat;
static char *banner;

static void beat_tick(struct timer_list *timer)
{
	spin_lock(&ticks_lock);
	ticks++;
	spin_unlock(&ticks_lock);
	mod_timer(&beat, jiffies + HZ);
}

static ssize_t probe_write(struct file *file, const char __user *from,
			   size_t count, loff_t *at)
{
	struct entry *entry;

	if (count >= LINE_SIZE)
		return -EINVAL;
	entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return -ENOMEM;
	if (copy_from_user(entry->text, from, count)) {
		kfree(entry);
		return -EFAULT;
	}
	entry->length = count;
	if (mutex_lock_interruptible(&entries_lock)) {
		kfree(entry);
		return -ERESTARTSYS;
	}
	list_add_tail(&entry->node, &entries);
	mutex_unlock(&entries_lock);
	return count;
}

static ssize_t probe_read(struct file *file, char __user *to, size_t count,
			  loff_t *at)
{
	unsigned long now;

	spin_lock_bh(&ticks_lock);
	now = ticks;
	spin_unlock_bh(&ticks_lock);
	return simple_read_from_buffer(to, count, at, &now, sizeof(now));
}

static void probe_clear(void)
{
	struct entry *entry, *next;

	mutex_lock(&entries_lock);
	list_for_each_entry_safe(entry, next, &entries, node) {
		list_del(&entry->node);
		kfree(entry);
	}
	mutex_unlock(&entries_lock);
}

static const struct file_operations probe_fops = {
	.owner = THIS_MODULE,
	.read = probe_read,
	.write = probe_write,
};

static struct miscdevice probe_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "probe",
	.fops = &probe_fops,
};

static int __init probe_init(void)
{
	int error;

	banner = kzalloc(LINE_SIZE, GFP_KERNEL);
	if (!banner)
		return -ENOMEM;

	timer_setup(&beat, beat_tick, 0);
	error = misc_register(&probe_device);
	if (error)
		goto err_banner;

	mod_timer(&beat, jiffies + HZ);
	pr_info("keeps lines\\n");
	return 0;

err_banner:
	kfree(banner);
	return error;
}

static void __exit probe_exit(void)
{
	misc_deregister(&probe_device);
	del_timer_sync(&beat);
	probe_clear();
	kfree(banner);
}

module_init(probe_init);
module_exit(probe_exit);
MODULE_DESCRIPTION("Keeps lines");
MODULE_LICENSE("GPL");
`;

/** Each fault is one that a change of a line or two makes. */
export const faultyModule = [
  ['count >= LINE_SIZE', 'count > LINE_SIZE'],
  ['\tentry->length = count;', "\tentry->length = count;\n\tentry->text[LINE_SIZE] = '\\0';"],
  [
    '\tif (mutex_lock_interruptible(&entries_lock)) {\n\t\tkfree(entry);',
    '\tif (mutex_lock_interruptible(&entries_lock)) {',
  ],
  [
    '\tunsigned long now;\n',
    '\tunsigned long now;\n\tint sign;\n\n\tif (count == 3)\n\t\tsign = *to;\n\tif (sign < 0)\n\t\treturn -EINVAL;\n',
  ],
  ['\tnow = ticks;\n', '\tif (count < 8)\n\t\treturn -EINVAL;\n\tprobe_clear();\n\tnow = ticks;\n'],
  ['list_for_each_entry_safe(entry, next, &entries, node)', 'list_for_each_entry(entry, &entries, node)'],
  ['struct entry *entry, *next;', 'struct entry *entry;'],
  ['\t\tkfree(entry);\n\t}\n\tmutex', '\t\tkfree(entry);\n\t\tpr_debug("%zu\\n", entry->length);\n\t}\n\tmutex'],
  ['\tdel_timer_sync(&beat);\n', ''],
  ['static ssize_t probe_read', 'static void probe_clear(void);\n\nstatic ssize_t probe_read'],
].reduce((text, [from = '', to = '']) => {
  if (!text.includes(from)) throw new Error(`the clean module has no "${from}"`);
  return text.replace(from, () => to);
}, cleanModule);
