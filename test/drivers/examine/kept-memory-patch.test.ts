// Memory that is forgotten on a way out (kept-memory.cocci).
import test from 'node:test';
import {check, skip} from './check-patch.ts';

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

test(
  'memory that was handed on is for who reads the code to judge; a condition that tells whether there was any is none',
  {skip},
  (t) =>
    check(
      t,
      'kept-memory',
      `
static int looks(struct valve *valve, const char *text)
{
	valve->turns++;
	return kstrtoint(text, 0, &valve->open);
}
static int lent(struct valve *valve)
{
	char *text;
	int err;
	text = kmalloc(16, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	err = looks(valve, strim(text));
	if (err)
		return err; /* FAULT */
	kfree(text);
	return 0;
}
static int handed(struct device *dev)
{
	struct request *request;
	request = kzalloc(sizeof(*request), GFP_KERNEL);
	if (!request)
		return -ENOMEM;
	if (busy()) {
		kfree(request);
		return -EBUSY;
	}
	if (submit_async(dev, request))
		return -EIO; /* HINT */
	return 0;
}
static int submitted(struct device *dev)
{
	struct request *request;
	int err;
	request = kzalloc(sizeof(*request), GFP_KERNEL);
	if (!request)
		return -ENOMEM;
	err = submit_async(dev, request);
	if (err) {
		dev_err(dev, "failed");
		kfree(request);
	}
	return err;
}
static int shared(void)
{
	struct request *request;
	int err = -EIO;
	request = kzalloc(sizeof(*request), GFP_KERNEL);
	if (!request)
		return -ENOMEM;
	if (first())
		goto free;
	if (second())
		goto out;
	err = 0;
free:
	kfree(request);
out:
	return err; /* FAULT */
}
static int wanted(bool has)
{
	char *text = NULL;
	if (has) {
		text = kmalloc(16, GFP_KERNEL);
		if (!text)
			return -ENOMEM;
	}
	work();
	if (has)
		kfree(text);
	return 0;
}
static int stored(struct ring *ring)
{
	char *text;
	text = kmalloc(16, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	if (busy()) {
		kfree(text);
		return -EBUSY;
	}
	ring->cookie = (unsigned long)text;
	return 0;
}
`,
    ),
);

test('what a structure holds is lost with it, or where the module is not loaded after all', {skip}, (t) =>
  check(
    t,
    'kept-memory',
    `
static int __init load(void)
{
	ring.all = kmalloc(16, GFP_KERNEL);
	state->one = kmalloc(16, GFP_KERNEL);
	if (!state->one)
		return -ENOMEM;
	if (first()) {
		kfree(state->one);
		return -EIO;
	}
	if (second())
		return -EIO; /* FAULT */
	return 0;
}
module_init(load);
static int grow(struct ring *ring)
{
	ring->one = kmalloc(16, GFP_KERNEL);
	if (!ring->one)
		return -ENOMEM;
	if (first()) {
		kfree(ring->one);
		ring->one = NULL;
		return -EIO;
	}
	if (second())
		return -EIO; /* HINT */
	if (third()) {
		ring_free(ring);
		return -EIO;
	}
	return 0;
}
`,
  ),
);

test('a structure that is freed without what it alone leads to', {skip}, (t) =>
  check(
    t,
    'kept-memory',
    `
static int probe(struct device *dev)
{
	struct gauge *gauge;
	int err;
	gauge = kzalloc(sizeof(*gauge), GFP_KERNEL);
	if (!gauge)
		return -ENOMEM;
	gauge->log = kmalloc(64, GFP_KERNEL);
	if (!gauge->log) {
		err = -ENOMEM;
		goto free;
	}
	err = first(dev);
	if (err)
		goto free;
	err = second(dev);
	if (err)
		goto log;
	dev_set_drvdata(dev, gauge);
	return 0;
log:
	kfree(gauge->log);
free:
	kfree(gauge); /* FAULT */
	return err;
}
static int both(struct device *dev)
{
	struct gauge *gauge;
	gauge = kzalloc(sizeof(*gauge), GFP_KERNEL);
	if (!gauge)
		return -ENOMEM;
	gauge->log = kmalloc(64, GFP_KERNEL);
	if (!gauge->log) {
		kfree(gauge);
		return -ENOMEM;
	}
	if (first(dev)) {
		kfree(gauge->log);
		kfree(gauge);
		return -EIO;
	}
	return keep(dev, gauge);
}
`,
  ),
);
