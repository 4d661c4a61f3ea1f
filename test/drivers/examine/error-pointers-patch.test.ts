// Pointers that tell of a failure without being NULL, or by being NULL (error-pointers.cocci, maybe-null.cocci).
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

test('what a function of the module may give as NULL is followed', {skip}, (t) =>
  check(
    t,
    'maybe-null',
    `
static struct node *find(u32 id)
{
	struct node *n;
	list_for_each_entry(n, &nodes, list)
		if (n->id == id)
			return n;
	return NULL;
}
static struct node *first(void)
{
	return list_first_entry(&nodes, struct node, list);
}
static int a(u32 id)
{
	struct node *n = find(id);
	return n->value; /* HINT */
}
static int b(u32 id)
{
	struct node *n = find(id);
	if (n && n->value && n->more)
		return 0;
	return 1;
}
static int both(u32 id)
{
	struct node *n = find(id);
	if (!n || !n->value || !n->more)
		return 1;
	n = find(id + 1);
	return n ? n->value : 0;
}
static int c(u32 id)
{
	struct node *n = find(id), *m = first();
	if (!n)
		return m->value;
	return n->value;
}
`,
  ),
);
