// Pointers that tell of a failure without being NULL (error-pointers.cocci).
import test from 'node:test';
import {check, skip} from './check-patch.ts';

test('who tells a failure by ERR_PTR is asked for NULL', {skip}, (t) =>
  check(
    t,
    'error-pointers',
    `
static int a(void)
{
	cls = class_create(THIS_MODULE, "a");
	if (!cls) /* FAULT */
		return -ENOMEM;
	dev->thread = kthread_run(body, NULL, "a");
	if (dev->thread == NULL) /* FAULT */
		return -ENOMEM;
	if (!device_create(cls, NULL, devt, NULL, "a")) /* FAULT */
		return -ENOMEM;
	return 0;
}
static int b(void)
{
	cls = class_create(THIS_MODULE, "a");
	if (IS_ERR(cls))
		return PTR_ERR(cls);
	thread = kthread_run(body, NULL, "a");
	if (IS_ERR_OR_NULL(thread))
		return -ENOMEM;
	entry = proc_create("a", 0, NULL, &ops);
	if (!entry)
		return -ENOMEM;
	return 0;
}
static int c(void)
{
	dir = debugfs_create_dir("a", NULL);
	if (!dir) /* HINT */
		return -ENOMEM;
	return 0;
}
static int d(void)
{
	thread = kthread_run(body, NULL, "a");
	if (IS_ERR(thread))
		thread = NULL;
	if (!thread)
		return -ENOMEM;
	return 0;
}
`,
  ),
);
