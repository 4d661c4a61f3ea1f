/*
 * What answers on the target: runs commands and moves files for the host, says hello once and whenever it is greeted, and
 * every second that it lives. One poll loop and no threads.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "agent.h"

#define HEARTBEAT_MS	1000
#define STATE_BYTES	4096	/* of the list of modules, the newest first */
#define POLL_MS		100	/* how late a deadline may be minded */

static int64_t heartbeat;	/* when the next one is due */

static void send_hello(void)
{
	struct utsname uts;
	char text[1024], id[64], status[32], timeout[32], identity[64];
	int n;

	uname(&uts);
	n = snprintf(text, sizeof(text), "release=%s\nbootId=%s\nbootStatus=%s\nheartbeatSeconds=%s\nwatchdog=%s\n",
		     uts.release,
		     first_line("/proc/sys/kernel/random/boot_id", id, sizeof(id)),
		     first_line("/sys/class/watchdog/watchdog0/bootstatus", status, sizeof(status)),
		     first_line("/sys/class/watchdog/watchdog0/timeout", timeout, sizeof(timeout)),
		     first_line("/sys/class/watchdog/watchdog0/identity", identity, sizeof(identity)));
	send_frame(HELLO, 0, text, n);
}

/* As /proc/modules has them, whole lines; what is too long ends earlier. */
static size_t read_modules(char *text, size_t size)
{
	int fd = open("/proc/modules", O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t n;

	if (fd < 0)
		return 0;
	while ((n = read(fd, text + length, size - length)) > 0)
		length += n;
	close(fd);
	while (length > 0 && text[length - 1] != '\n')
		length--;
	return length;
}

static void send_heartbeat(void)
{
	char text[STATE_BYTES], tainted[32];
	size_t length = snprintf(text, sizeof(text), "%lld\n%s\n", (long long)now_ms(),
				 first_line("/proc/sys/kernel/tainted", tainted, sizeof(tainted)));

	length += read_modules(text + length, sizeof(text) - length);
	send_frame(HEARTBEAT, 0, text, length);
}

static void on_frame(uint32_t type, uint32_t id, char *payload, uint32_t length)
{
	switch (type) {
	case EXEC:
		return on_exec(id, payload, length);
	case PUSH:
		return on_push(id, payload, length);
	case PUSH_CHUNK:
		return on_push_chunk(id, payload, length);
	case PUSH_END:
		return on_push_end(id, payload, length);
	case PULL:
		return on_pull(id, payload, length);
	case GREET:
		on_greet(payload, length);
		send_hello();
		heartbeat = 0;
		return;
	}
}

/* A child's end must interrupt the poll. */
static int open_child_signals(void)
{
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	return signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void serve(void)
{
	struct signalfd_siginfo info;
	struct pollfd polls[2 + EXECS_MAX];
	int signals = open_child_signals();

	polls[0] = (struct pollfd){ .fd = port_fd(), .events = POLLIN };
	polls[1] = (struct pollfd){ .fd = signals, .events = POLLIN };
	send_hello();
	for (;;) {
		if (now_ms() >= heartbeat) {
			send_heartbeat();
			heartbeat = now_ms() + HEARTBEAT_MS;
		}
		exec_polls(polls + 2);
		poll(polls, ARRAY_SIZE(polls), POLL_MS);
		while (read(signals, &info, sizeof(info)) > 0)
			;
		exec_turn(polls + 2);
		if (polls[0].revents)
			port_read(on_frame);
	}
}

static void never_by_oom(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "-1000", 5) != 5)
		perror("agent: oom_score_adj");
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: agent PORT-NAME\n");
		return 2;
	}
	never_by_oom();
	port_open(argv[1]);
	serve();
}
