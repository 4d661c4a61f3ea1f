// References that are not put on a way out (references.cocci).
import test from 'node:test';
import {check, skip} from './check-patch.ts';

test("only a function of the module's own that counts up takes a reference by its name", {skip}, (t) =>
  check(
    t,
    'references',
    `
static struct ring *ring_get(int id)
{
	struct ring *ring = idr_find(&rings, id);
	if (ring)
		kref_get(&ring->ref);
	return ring;
}
static int joins(struct file *file, int id)
{
	struct ring *ring;
	ring = ring_get(id);
	if (!ring)
		return -ENOENT;
	if (file->private_data)
		return -EISCONN; /* FAULT */
	file->private_data = ring;
	return 0;
}
static int probes(struct state *state, struct device *dev)
{
	struct regmap *map;
	map = dev_get_regmap(dev, NULL);
	if (!map)
		return -ENODEV;
	if (busy())
		return -EBUSY;
	state->map = map;
	return 0;
}
static int finds(struct device *dev)
{
	struct device_node *node;
	node = of_find_node_by_name(NULL, "bus");
	if (!node)
		return -ENODEV;
	if (busy())
		return -EBUSY; /* FAULT */
	if (add_buses(node))
		return -EIO; /* HINT */
	of_node_put(node);
	return 0;
}
static int perhaps(struct device *dev)
{
	struct device_node *node;
	node = of_find_node_by_name(NULL, "bus");
	if (node) {
		work();
		of_node_put(node);
	}
	if (!dev)
		return -ENODEV;
	return 0;
}
`,
  ),
);

test('a reference that is meant to stay where all went well', {skip}, (t) =>
  check(
    t,
    'references',
    `
static int open(struct inode *inode, struct file *file)
{
	struct ring *r = container_of(inode->i_cdev, struct ring, cdev);
	kref_get(&r->ref);
	if (r->busy) {
		kref_put(&r->ref, ring_free);
		return -EBUSY;
	}
	if (r->gone)
		return -ENODEV; /* FAULT */
	file->private_data = r;
	return 0;
}
static int use(struct ring *r)
{
	if (!try_module_get(r->owner))
		return -ENODEV;
	if (work()) {
		module_put(r->owner);
		return -EIO;
	}
	return 0;
}
`,
  ),
);

test('what is found by its number is put on every way out', {skip}, (t) =>
  check(
    t,
    'references',
    `
static struct peer *peer_find(int id)
{
	struct peer *peer;
	list_for_each_entry(peer, &peers, node)
		if (peer->id == id && kref_get_unless_zero(&peer->ref))
			return peer;
	return NULL;
}
static int reads(int id, size_t count)
{
	struct peer *peer;
	peer = peer_find(id);
	if (!peer)
		return -ENOENT;
	if (count < 16)
		return -EINVAL; /* FAULT */
	if (count > 64) {
		kref_put(&peer->ref, peer_release);
		return -EINVAL;
	}
	kref_put(&peer->ref, peer_release);
	return 0;
}
`,
  ),
);
