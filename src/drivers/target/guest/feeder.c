/*
 * Pets the watchdog. It visits every CPU before it does, so that one CPU which spins with interrupts off starves the
 * watchdog even when the others live; and it runs ahead of ordinary tasks, because a busy target is not a hung one.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PET_SECONDS	1

static void visit_every_cpu(void)
{
	int cpus = sysconf(_SC_NPROCESSORS_CONF);

	for (int cpu = 0; cpu < cpus; cpu++) {
		cpu_set_t one;

		CPU_ZERO(&one);
		CPU_SET(cpu, &one);
		sched_setaffinity(0, sizeof(one), &one);
	}
}

int main(int argc, char **argv)
{
	struct sched_param first = { .sched_priority = 1 };
	int fd = open(argc == 2 ? argv[1] : "/dev/watchdog", O_WRONLY | O_CLOEXEC);

	mlockall(MCL_CURRENT | MCL_FUTURE);
	sched_setscheduler(0, SCHED_FIFO, &first);
	do {
		visit_every_cpu();
		sleep(PET_SECONDS);
	} while (fd >= 0 && write(fd, "", 1) == 1);
	fprintf(stderr, "feeder: %s\n", strerror(errno));
	return 1;
}
