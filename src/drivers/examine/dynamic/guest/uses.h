/*
 * What a program does with a file that it knows nothing of, and the count of what was taken and what was refused with which errno. For
 * crowd.c, which is handed over with this text in it.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ERRNOS		134
#define PAGE		4096
#define BYTES_MAX	(PAGE + 256)

enum deed { OPEN, READ, WRITE, LOAD, UNLOAD, DEEDS };

static const char *const deeds[DEEDS] = { "open", "read", "write", "load", "unload" };

/* Shared by all processes; the first of each deed counts what went well. */
static unsigned long (*tallies)[ERRNOS];

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long tally(enum deed deed, long result)
{
	int at = result >= 0 ? 0 : errno < ERRNOS ? errno : ERRNOS - 1;

	__atomic_fetch_add(&tallies[deed][at], 1, __ATOMIC_RELAXED);
	return result;
}

static int open_any(const char *path)
{
	static const int ways[] = { O_RDWR, O_RDONLY, O_WRONLY };
	int fd = -1;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways) && fd < 0; i++) {
		fd = open(path, ways[i] | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0 && errno != EACCES && errno != EPERM)
			break;
	}
	return tally(OPEN, fd);
}

/* What a file was not opened for is not asked of it: that would be refused by the kernel, and say nothing of the module. */
static int is_open_for(int fd, int way)
{
	int is = fcntl(fd, F_GETFL) & O_ACCMODE;

	return is == O_RDWR || is == way;
}

/* Powers of two and their neighbours, up to a page and one more: 1, 2, 3, 4, 5, 7, 8, 9, 15, ... */
static size_t size_after(size_t size)
{
	size_t power = 1;

	while (power < size)
		power *= 2;
	if (size == power)
		return size + 1;
	return size == power - 1 ? power : size < 4 ? size + 1 : power - 1;
}

/* What is written looks like a number, like a word, or like no text at all. */
static void fill(char *bytes, long round)
{
	static const char fillers[] = { '1', 'a', 0, (char)0xff };

	memset(bytes, fillers[round % 4], BYTES_MAX);
	if (round % 4 == 0)
		bytes[1] = '\n';
}

/* At the beginning, at the ends of what most drivers keep, and where a signed or a narrow number goes over. */
static void use_places(int fd, char *bytes)
{
	static const off_t places[] = { 0, 1, PAGE - 1, PAGE, 65535, 65536, 0x7fffffff, 0x80000000, 0xffffffff };

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (is_open_for(fd, O_RDONLY))
			tally(READ, pread(fd, bytes, 64, places[i]));
		if (is_open_for(fd, O_WRONLY))
			tally(WRITE, pwrite(fd, bytes, 8, places[i]));
	}
	for (off_t before = 0; before < 3 && is_open_for(fd, O_RDONLY); before++)
		if (lseek(fd, -before, SEEK_END) >= 0)
			tally(READ, read(fd, bytes, 64));
}

static void use_map(int fd)
{
	void *map = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);

	if (map != MAP_FAILED)
		munmap(map, PAGE);
}

/* Whatever comes of it, the kernel must stand. */
static void use(const char *path, long round)
{
	char bytes[BYTES_MAX];
	int fd = open_any(path), reads, writes;

	if (fd < 0)
		return;
	reads = is_open_for(fd, O_RDONLY);
	writes = is_open_for(fd, O_WRONLY);
	for (size_t size = 1; size <= PAGE + 1; size = size_after(size)) {
		fill(bytes, round);
		if (writes)
			tally(WRITE, write(fd, bytes, size));
		if (reads)
			tally(READ, read(fd, bytes, size));
	}
	if (reads && lseek(fd, 0, SEEK_SET) == 0)
		tally(READ, read(fd, bytes, sizeof(bytes)));
	fill(bytes, round);
	use_places(fd, bytes);
	poll(&(struct pollfd){ .fd = fd, .events = POLLIN | POLLOUT }, 1, 0);
	use_map(fd);
	close(fd);
}
