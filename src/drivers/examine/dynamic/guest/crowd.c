/*
 * Uses a module's files as several programs at once would that know nothing of them, also while it is loaded and unloaded.
 *
 *	crowd use SECONDS PROCESSES PATH...	each process goes through all files, again and again; SECONDS 0: once
 *	crowd reload SECONDS KO NAME [PATH...]	one process loads, one unloads, others open, use and keep open meanwhile
 *
 * Nothing is left to chance: who does what depends on the process and the round alone. No ioctl is guessed, since its number says what
 * becomes of the memory that is handed over. What was done, and what was refused with which errno, is told at the end, a line of each:
 *
 *	done read 120
 *	refused write 22 31
 *	stuck 1			processes that did not come back from a call
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
#define PROCESSES_MAX	16
#define USERS		4
/* How long a file is kept open; a module whose files hold it can be unloaded only between. */
#define HOLD_MS		20
/* A call that waits is interrupted after that. */
#define CALL_MS		250
#define GRACE_MS	10000

enum deed { OPEN, READ, WRITE, LOAD, UNLOAD, DEEDS };

static const char *const deeds[DEEDS] = { "open", "read", "write", "load", "unload" };

/* Shared by all processes; the first of each deed counts what went well. */
static unsigned long (*tallies)[ERRNOS];
static long until;

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

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		tally(READ, pread(fd, bytes, 64, places[i]));
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		tally(WRITE, pwrite(fd, bytes, 8, places[i]));
	for (off_t before = 0; before < 3; before++)
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
	int fd = open_any(path);

	if (fd < 0)
		return;
	for (size_t size = 1; size <= PAGE + 1; size = size_after(size)) {
		fill(bytes, round);
		tally(WRITE, write(fd, bytes, size));
		tally(READ, read(fd, bytes, size));
	}
	if (lseek(fd, 0, SEEK_SET) == 0)
		tally(READ, read(fd, bytes, sizeof(bytes)));
	fill(bytes, round);
	use_places(fd, bytes);
	poll(&(struct pollfd){ .fd = fd, .events = POLLIN | POLLOUT }, 1, 0);
	use_map(fd);
	close(fd);
}

static void use_all(char **paths, long process)
{
	long round = process;

	do {
		for (char **path = paths; *path; path++)
			use(*path, round);
		round++;
	} while (now_ms() < until);
}

/* Keeps a file open over what becomes of its module, and goes on asking. */
static void hold(const char *path)
{
	long enough = now_ms() + HOLD_MS;
	char bytes[256] = "1\n";
	int fd = open_any(path);

	if (fd < 0)
		return;
	do {
		tally(READ, pread(fd, bytes, sizeof(bytes), 0));
		tally(WRITE, pwrite(fd, "1\n", 2, 0));
	} while (now_ms() < enough);
	close(fd);
	usleep(HOLD_MS * 1000);
}

static void come_and_go(const char *path)
{
	char bytes[256];
	int fd = open_any(path);

	if (fd < 0)
		return;
	tally(WRITE, write(fd, "1\n", 2));
	tally(READ, read(fd, bytes, sizeof(bytes)));
	close(fd);
}

/* Every other one holds, the rest comes and goes. */
static void use_meanwhile(char **paths, long process)
{
	char **path = paths;

	while (now_ms() < until) {
		if (process % 2)
			hold(*path);
		else
			come_and_go(*path);
		path = path[1] ? path + 1 : paths;
	}
}

static void load_again(const char *ko)
{
	int fd = open(ko, O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && now_ms() < until) {
		long loaded = syscall(SYS_finit_module, fd, "", 0);

		/* While it is there it is refused, which costs next to nothing and is no news. */
		if (!loaded || errno != EEXIST)
			tally(LOAD, loaded);
	}
}

/* At once after it was loaded, and later each time, up to some milliseconds. */
static void unload_again(const char *name)
{
	for (long round = 0; now_ms() < until;) {
		if (syscall(SYS_delete_module, name, O_NONBLOCK)) {
			/* Not there, in use, or on its way: asked again. */
			if (errno != ENOENT && errno != EAGAIN && errno != EBUSY)
				tally(UNLOAD, -1);
			continue;
		}
		tally(UNLOAD, 0);
		usleep(round++ * 7 % 16 * 500);
	}
}

static void interrupted(int signal)
{
	(void)signal;
}

/* No call of a child's may keep it longer: what waits is interrupted, again and again. */
static void be_interrupted(void)
{
	struct sigaction action = { .sa_handler = interrupted };
	struct itimerval every = { .it_interval = { .tv_usec = CALL_MS * 1000 }, .it_value = { .tv_usec = CALL_MS * 1000 } };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &every, NULL);
}

/* Those that do not come back are left behind: the kernel says why, or will. */
static int wait_for(pid_t *children, int count)
{
	long enough = until + GRACE_MS;
	int left = count;

	while (left > 0 && now_ms() < enough) {
		if (waitpid(-1, NULL, WNOHANG) > 0)
			left--;
		else
			usleep(10000);
	}
	for (int i = 0; left > 0 && i < count; i++)
		kill(children[i], SIGKILL);
	usleep(left > 0 ? 500000 : 0);
	while (left > 0 && waitpid(-1, NULL, WNOHANG) > 0)
		left--;
	return left;
}

static void tell(int stuck)
{
	for (int deed = 0; deed < DEEDS; deed++) {
		if (tallies[deed][0])
			printf("done %s %lu\n", deeds[deed], tallies[deed][0]);
		for (int at = 1; at < ERRNOS; at++)
			if (tallies[deed][at])
				printf("refused %s %d %lu\n", deeds[deed], at, tallies[deed][at]);
	}
	if (stuck)
		printf("stuck %d\n", stuck);
}

struct crowd {
	int processes;
	const char *ko, *name;
	char **paths;
};

static void take_part(const struct crowd *crowd, int process)
{
	be_interrupted();
	if (!crowd->ko)
		use_all(crowd->paths, process);
	else if (process == 0)
		load_again(crowd->ko);
	else if (process == 1)
		unload_again(crowd->name);
	else
		use_meanwhile(crowd->paths, process);
}

static int run(const struct crowd *crowd)
{
	pid_t children[PROCESSES_MAX];
	int count = 0;

	for (; count < crowd->processes; count++) {
		children[count] = fork();
		if (children[count] < 0)
			break;
		if (children[count] == 0) {
			take_part(crowd, count);
			_exit(0);
		}
	}
	tell(wait_for(children, count));
	return count == crowd->processes ? 0 : 3;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	struct crowd crowd = { 0 };

	if (!strcmp(what, "use") && argc > 4) {
		crowd.processes = atoi(argv[3]);
		crowd.paths = argv + 4;
	} else if (!strcmp(what, "reload") && argc > 4) {
		crowd.ko = argv[3];
		crowd.name = argv[4];
		crowd.paths = argv + 5;
		crowd.processes = 2 + (argc > 5 ? USERS : 0);
	}
	if (crowd.processes < 1 || crowd.processes > PROCESSES_MAX)
		return 64;
	tallies = mmap(NULL, sizeof(*tallies) * DEEDS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tallies == MAP_FAILED) {
		perror("mmap");
		return 3;
	}
	until = now_ms() + atoi(argv[2]) * 1000L;
	return run(&crowd);
}
