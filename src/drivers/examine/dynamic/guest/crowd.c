/*
 * Uses a module's files as several programs at once would that know nothing of them, also while it is loaded and unloaded.
 *
 *	crowd use SECONDS PROCESSES PATH...	each process goes through all files, again and again; SECONDS 0: once
 *	crowd reload SECONDS KO NAME [PATH...]	one process loads and unloads, others open, use and keep open meanwhile; on a slow
 *						machine for longer, until it was unloaded often enough
 *
 * Nothing is left to chance: who does what depends on the process and the round alone. No ioctl is guessed, since its number says what
 * becomes of the memory that is handed over. What was done, and what was refused with which errno, is told at the end, a line of each:
 *
 *	done read 120
 *	refused write 22 31
 *	late 1			processes that had to be ended before they were through
 *	stuck 1			processes that did not come back from a call
 */
#include "uses.h"

#define PROCESSES_MAX	16
#define USERS		4
/* How long a file is kept open. */
#define HOLD_MS		20
/* How long the others stay away where their open files keep the module from being unloaded. */
#define GIVE_WAY_US	5000
#define UNLOADS_MIN	12
#define LONGER		5
/* A call that waits is interrupted after that. */
#define CALL_MS		250
#define GRACE_MS	10000

static long until, until_most;
/* Shared by all processes. */
static volatile struct {
	/* The module is to be unloaded, and somebody has it open. */
	int wanted;
	/* It can't be loaded or unloaded any more. */
	int over;
} *state;

static void use_all(char **paths, long process)
{
	long round = process;

	do {
		for (char **path = paths; *path; path++)
			use(*path, round);
		round++;
	} while (now_ms() < until);
}

static int goes_on(void)
{
	long now = now_ms();

	return now < until || (now < until_most && tallies[UNLOAD][0] < UNLOADS_MIN && !state->over);
}

static void give_way(void)
{
	if (state->wanted)
		usleep(GIVE_WAY_US);
}

/* Keeps a file open over what becomes of its module, and goes on asking: not every file holds its module. */
static void hold(const char *path)
{
	long enough = now_ms() + HOLD_MS;
	char bytes[256];
	int fd = open_any(path);

	if (fd < 0) {
		usleep(1000);
		return;
	}
	do {
		if (is_open_for(fd, O_RDONLY))
			tally(READ, pread(fd, bytes, sizeof(bytes), 0));
		if (is_open_for(fd, O_WRONLY))
			tally(WRITE, pwrite(fd, "1\n", 2, 0));
	} while (now_ms() < enough && !state->wanted);
	close(fd);
}

static void come_and_go(const char *path)
{
	char bytes[256];
	int fd = open_any(path);

	if (fd < 0) {
		usleep(1000);
		return;
	}
	if (is_open_for(fd, O_WRONLY))
		tally(WRITE, write(fd, "1\n", 2));
	if (is_open_for(fd, O_RDONLY))
		tally(READ, read(fd, bytes, sizeof(bytes)));
	close(fd);
}

/* Every other one holds, the rest comes and goes. */
static void use_meanwhile(char **paths, long process)
{
	char **path = paths;

	while (goes_on()) {
		give_way();
		if (process % 2)
			hold(*path);
		else
			come_and_go(*path);
		path = path[1] ? path + 1 : paths;
	}
}

/* Until nobody has it open any more; what else keeps it is told. */
static int unload(const char *name)
{
	while (syscall(SYS_delete_module, name, O_NONBLOCK)) {
		if ((errno != EAGAIN && errno != EBUSY) || now_ms() > until_most)
			return tally(UNLOAD, -1);
		state->wanted = 1;
		usleep(200);
	}
	state->wanted = 0;
	return tally(UNLOAD, 0);
}

/* Unloaded at once after it was loaded, and later each time, up to some milliseconds. */
static void load_and_unload(const char *ko, const char *name)
{
	int fd = open(ko, O_RDONLY | O_CLOEXEC);

	for (long round = 0; fd >= 0 && goes_on(); round++) {
		if (tally(LOAD, syscall(SYS_finit_module, fd, "", 0)))
			break;
		usleep(round * 7 % 16 * 500);
		if (unload(name))
			break;
	}
	state->over = 1;
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

/* Children that had to be ended before they were through. */
static int late;

/* Those that do not come back are left behind: the kernel says why, or will. */
static int wait_for(pid_t *children, int count)
{
	long enough = until_most + GRACE_MS;
	int left = count;

	while (left > 0 && now_ms() < enough) {
		if (waitpid(-1, NULL, WNOHANG) > 0)
			left--;
		else
			usleep(10000);
	}
	late = left;
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
	if (late > stuck)
		printf("late %d\n", late - stuck);
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
	if (crowd->ko && process == 0) {
		load_and_unload(crowd->ko, crowd->name);
		return;
	}
	be_interrupted();
	if (crowd->ko)
		use_meanwhile(crowd->paths, process);
	else
		use_all(crowd->paths, process);
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
	int longer = 1;

	if (!strcmp(what, "use") && argc > 4) {
		crowd.processes = atoi(argv[3]);
		crowd.paths = argv + 4;
	} else if (!strcmp(what, "reload") && argc > 4) {
		crowd.ko = argv[3];
		crowd.name = argv[4];
		crowd.paths = argv + 5;
		crowd.processes = 1 + (argc > 5 ? USERS : 0);
		longer = LONGER;
	}
	if (crowd.processes < 1 || crowd.processes > PROCESSES_MAX)
		return 64;
	tallies = mmap(NULL, sizeof(*tallies) * DEEDS + sizeof(*state), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tallies == MAP_FAILED) {
		perror("mmap");
		return 3;
	}
	state = (void *)(tallies + DEEDS);
	until = now_ms() + atoi(argv[2]) * 1000L;
	until_most = until + (longer - 1) * atoi(argv[2]) * 1000L;
	return run(&crowd);
}
