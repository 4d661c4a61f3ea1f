/*
 * Wakes a machine that was restored from a saved state: it is later than its clock says, its random numbers are those of every
 * other life from that state, and devices whose state no save keeps are as after power on.
 */
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define RANDOM_BYTES	32

struct greeting {
	uint64_t now_ms;	/* since 1970 */
	char random[RANDOM_BYTES];
	char devices[];		/* PCI addresses, each a string */
};

static void set_clock(uint64_t ms)
{
	struct timespec now = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	if (clock_settime(CLOCK_REALTIME, &now))
		perror("agent: clock_settime");
}

static void stir(const char *random)
{
	struct {
		struct rand_pool_info head;
		char bytes[RANDOM_BYTES];
	} pool = { .head = { .entropy_count = 8 * RANDOM_BYTES, .buf_size = RANDOM_BYTES } };
	int fd = open("/dev/urandom", O_WRONLY | O_CLOEXEC);

	memcpy(pool.bytes, random, RANDOM_BYTES);
	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &pool) || ioctl(fd, RNDRESEEDCRNG))
		perror("agent: random");
	if (fd >= 0)
		close(fd);
}

static int write_one(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int done = fd >= 0 && write(fd, "1", 1) == 1;

	if (!done)
		perror(path);
	if (fd >= 0)
		close(fd);
	return done;
}

/* The kernel forgets them and finds them again, and so sets them up anew. */
static void find_again(const char *devices, const char *end)
{
	char path[128];
	int gone = 0;

	for (const char *device = devices; device < end; device += strlen(device) + 1) {
		snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/remove", device);
		gone += write_one(path);
	}
	if (gone)
		write_one("/sys/bus/pci/rescan");
}

/* The payload ends with a zero byte beyond its length. */
void on_greet(const char *payload, uint32_t length)
{
	struct greeting head;

	if (length < sizeof(head))
		return;
	memcpy(&head, payload, sizeof(head));
	set_clock(head.now_ms);
	stir(head.random);
	find_again(payload + sizeof(head), payload + length);
}
