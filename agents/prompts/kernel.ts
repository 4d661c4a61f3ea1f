// What the roles that touch code must know of kernel modules: practice, and the API as it is in the target's release.

export const kernelPrompt = `# Kernel practice
Lifetime
- Init acquires in an order; every failure undoes exactly what was acquired, in reverse, through goto labels named after what
  they undo (err_free_ring). Exit is the same list in reverse. Nothing is registered when init returns an error.
- Whatever makes the module reachable (misc_register, device_create, a hook, an interrupt) comes last in init and goes first in
  exit: open(2) can run before misc_register has returned. Everything that it touches must be ready by then.
- file_operations need .owner = THIS_MODULE, so that rmmod fails with EBUSY while a file is open. Unregistering a device
  waits for its sysfs callbacks, not for open files. Stop timers and work (timer_delete_sync, cancel_work_sync) before you free
  what they use, and let nothing arm them again.
- Each pointer has one owner. After a free nothing may still reach it. Use krefs where two lives overlap.
- Check every return value that can fail; errors are negative errno values, passed on and not replaced. ERR_PTR and NULL are two
  conventions: know which one a function has.
Locking
- For each piece of shared data name its lock, in a comment beside it. All accesses take it, sysfs and poll included.
- Process context only: a mutex. Also from interrupts, timers or tasklets: a spinlock, with spin_lock_irqsave where an
  interrupt takes it too. Never take the same mutex or spinlock twice on one path. One order for two locks, everywhere.
- Under a spinlock, with interrupts or preemption off, or under rcu_read_lock, nothing may sleep: no copy_to_user,
  copy_from_user, kmalloc(GFP_KERNEL), mutex_lock, msleep, wait_event. Copy through a bounce buffer outside the lock instead.
- A lock is dropped on every path out, error paths and interrupted waits included.
Waiting
- wait_event_interruptible(queue, condition); when it returns non-zero return -ERESTARTSYS. The condition is read again under
  the lock after waking: another reader may have been faster, so wait in a loop. Never sleep with the lock held that the waker
  needs. O_NONBLOCK answers -EAGAIN before any wait.
- Change the data under the lock, then wake_up_interruptible. poll calls poll_wait first and looks afterwards; it returns
  EPOLLIN | EPOLLRDNORM and EPOLLOUT | EPOLLWRNORM.
- No busy waiting. A loop needs a bound that you can name, and cond_resched() if it can be long.
The border to user space
- __user pointers only through copy_to_user, copy_from_user, get_user, put_user; the bytes *not* copied come back, so non-zero
  is -EFAULT. Decide what the data is like after a partial copy. Bound every length before it is used to allocate or index;
  mind overflow (array_size, struct_size, check_add_overflow). Never copy padding or uninitialised memory out.
- ioctl numbers by _IO/_IOR/_IOW; reserved fields must be zero. Offsets of streams: stream_open, and .llseek = no_llseek.
Sysfs and parameters
- Attributes of a misc device go into its .groups (ATTRIBUTE_GROUPS), so that they appear and vanish with it, with no race.
  DEVICE_ATTR_RO, _WO (mode 0200), _RW; show uses sysfs_emit and ends with a newline; store accepts a trailing newline
  (kstrto*, sysfs_streq), returns count on success, -EINVAL otherwise. dev_get_drvdata of a misc device is its struct miscdevice.
- module_param(name, type, 0444) readable; init validates it before anything is acquired.
Numbers, memory, style
- No floating point. Division of 64 bits by div_u64 and friends. is_power_of_2 for powers of two; then indices wrap by a mask.
- The stack is small: no large or variable arrays. kzalloc/kvmalloc with GFP_KERNEL where sleeping is allowed.
- SPDX line, MODULE_LICENSE("GPL"), MODULE_DESCRIPTION, MODULE_AUTHOR; pr_fmt with KBUILD_MODNAME. All symbols static. Tabs, 80 to
  100 columns, kernel-doc where it helps. Logging is for events, never for each operation. Nothing is left over: no unused code.

# This kernel's API (6.1, a late stable release)
- class_create(THIS_MODULE, name) still takes the owner (it lost it in 6.4). timer_setup and from_timer; timer_delete_sync, and
  timer_shutdown_sync where nothing may arm it again. no_llseek exists. An i2c driver has .probe_new, and its remove returns void; a
  platform driver's remove returns int. strscpy, not strlcpy. proc uses struct proc_ops. guard(mutex), scoped_guard and
  __free(kfree) exist; do not mix them with goto clean-up in one function.
- gnu11; declarations at the start of a block. A warning counts as a failed build.
- Only exported symbols can be linked; GPL-only ones need the GPL licence. kallsyms_lookup_name is not exported. If you are not
  certain that a call exists, or of its arguments, ask look_up, several names at once; find_examples shows how it is used.
`;
