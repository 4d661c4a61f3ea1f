/*
 * Lets calls of a module's ways fail, one at a time: the N-th call of a task that can be let fail does
 * (Documentation/fault-injection/fault-injection.rst, fail-nth). Each try is a task of its own, named after its number, so that what it
 * allocates can be told from what others did; a mark in the kernel's log says which try is under way.
 *
 *	nth first WAY HIGH KO NAME	which try of loading is the first that fails when the module itself runs, not its loader
 *	nth load WAY FROM TO KO NAME	load, and unload what was loaded all the same
 *	nth open WAY FROM TO PATH	open, read, write, poll, map, close
 *
 * A try is called WAY.NUMBER. A line of each: its name, `spent` or `left` (nothing was let fail: there are no more calls), and what the
 * way came to. It ends with 0 when there are no more calls, 4 when there may be, 5 when a try left the module in a state that no other
 * can start from, and 128 and a signal when one did not come back.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRY_SECONDS	10

static int nth_fd;
static const char *way;

/* In the kernel's own log, so that it stands in order with what the kernel says. */
static void mark(long n)
{
	char text[64];
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	int length = snprintf(text, sizeof(text), "<1>quarterdeck: try %s.%ld\n", way, n);

	if (fd < 0)
		return;
	if (write(fd, text, length) < 0)
		perror("/dev/kmsg");
	close(fd);
}

static void name_task(const char *what, long n)
{
	char name[16];

	snprintf(name, sizeof(name), "%s-%s.%ld", what, way, n);
	prctl(PR_SET_NAME, name);
}

static int arm(long n)
{
	char text[24];
	int length = snprintf(text, sizeof(text), "%ld", n);

	nth_fd = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	return nth_fd >= 0 && write(nth_fd, text, length) == length;
}

/* Whether the failure was spent. Reading the count back is a call that can be let fail as well: then it had not been. */
static int disarm(void)
{
	char text[24] = "";
	ssize_t n = pread(nth_fd, text, sizeof(text) - 1, 0);
	int spent = n > 0 && strtol(text, NULL, 10) == 0;

	/* The first write may be let fail in its turn. */
	if (pwrite(nth_fd, "0", 1, 0) < 0 && pwrite(nth_fd, "0", 1, 0) < 0)
		perror("fail-nth");
	close(nth_fd);
	return spent;
}

static int load(int fd)
{
	return syscall(SYS_finit_module, fd, "", 0) ? errno : 0;
}

static int unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

/* Afterwards it must still load as it does without a failure. */
static int try_load(const char *ko, const char *name, long n)
{
	int fd = open(ko, O_RDONLY | O_CLOEXEC), spent, loaded, unloaded = 0, again = 0;

	if (fd < 0 || !arm(n)) {
		perror(fd < 0 ? ko : "fail-nth");
		return 3;
	}
	loaded = load(fd);
	spent = disarm();
	if (!loaded)
		unloaded = unload(name);
	/* What loaded in spite of the failure is asked by the next try. */
	if (loaded) {
		name_task("again", n);
		again = load(fd);
		if (!again)
			unload(name);
	}
	printf("%s.%ld %s load %d unload %d again %d\n", way, n, spent ? "spent" : "left", loaded, unloaded, again);
	return again || unloaded ? 5 : spent ? 0 : 2;
}

/* What a program does with a file that it knows nothing of. Errors are no news: whatever comes of it, the kernel must stand. */
static void use(const char *path)
{
	static const int ways[] = { O_RDWR, O_RDONLY, O_WRONLY };
	static const char text[] = "1\n";
	char bytes[256];
	int fd = -1;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways) && fd < 0; i++)
		fd = open(path, ways[i] | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (read(fd, bytes, sizeof(bytes)) < 0)
		errno = 0;
	if (write(fd, text, sizeof(text) - 1) < 0)
		errno = 0;
	if (poll(&(struct pollfd){ .fd = fd, .events = POLLIN | POLLOUT }, 1, 0) < 0)
		errno = 0;
	if (pread(fd, bytes, sizeof(bytes), 0) < 0)
		errno = 0;
	void *map = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	if (map != MAP_FAILED)
		munmap(map, 4096);
	close(fd);
}

static int try_open(const char *path, long n)
{
	int spent;

	if (!arm(n)) {
		perror("fail-nth");
		return 3;
	}
	use(path);
	spent = disarm();
	printf("%s.%ld %s\n", way, n, spent ? "spent" : "left");
	return spent ? 0 : 2;
}

/* One try in a task of its own. Returns what it exited with, or 128 and its signal. */
static int in_child(long n, const char *path, const char *name)
{
	int status;
	pid_t pid;

	fflush(stdout);
	mark(n);
	pid = fork();
	if (pid == 0) {
		alarm(TRY_SECONDS);
		name_task("nth", n);
		status = name ? try_load(path, name, n) : try_open(path, n);
		fflush(stdout);
		_exit(status);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 3;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	printf("%s.%ld died %d\n", way, n, WTERMSIG(status));
	return 128 + WTERMSIG(status);
}

enum way_seen { NOTHING, LOADER, INIT };

/* Whose way the failure was on that the kernel's log tells of since the last look. */
static enum way_seen look(int log)
{
	char record[8192];
	ssize_t n;
	enum way_seen seen = NOTHING;

	while ((n = read(log, record, sizeof(record) - 1)) > 0 || (n < 0 && errno == EPIPE)) {
		if (n < 0)
			continue;
		record[n] = 0;
		if (strstr(record, "FAULT_INJECTION") && seen == NOTHING)
			seen = LOADER;
		if (strstr(record, " do_init_module+"))
			seen = INIT;
	}
	return seen;
}

/*
 * The loader makes some hundred calls that can fail before the module's first, always the same ones: the first of the module's is searched
 * for by halves. Nothing of the module has run before it. Some failures, of the kernel's own checkers, are not told of: then the next
 * ones are asked.
 */
static int find_first(long high, const char *ko, const char *name)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	long low = 0, step = 64;

	if (log < 0)
		return 3;
	while (low + 1 < high) {
		long middle = low + step < high ? low + step : (low + high) / 2, n;
		enum way_seen seen = NOTHING;

		for (n = middle; n < high && seen == NOTHING; n++) {
			int ended;

			lseek(log, 0, SEEK_END);
			ended = in_child(n, ko, name);
			if (ended != 0 && ended != 2)
				return ended;
			seen = ended == 2 ? INIT : look(log);
		}
		if (seen == LOADER)
			low = n - 1;
		else
			high = middle;
	}
	printf("first %ld\n", high);
	return 0;
}

static int go_through(long from, long to, const char *path, const char *name)
{
	for (long n = from; n <= to; n++) {
		int ended = in_child(n, path, name);

		if (ended == 2)
			return 0;
		if (ended)
			return ended;
	}
	/* There may be more. */
	return 4;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	way = argc > 2 ? argv[2] : "";
	if (!strcmp(what, "first") && argc == 6)
		return find_first(strtol(argv[3], NULL, 10), argv[4], argv[5]);
	if ((strcmp(what, "load") || argc != 7) && (strcmp(what, "open") || argc != 6))
		return 64;
	return go_through(strtol(argv[3], NULL, 10), strtol(argv[4], NULL, 10), argv[5], argv[6]);
}
