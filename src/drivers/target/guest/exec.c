/* Runs commands, several at once; one that never dies (D state) costs a slot and nothing more. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define OUTPUT_MAX	(1u << 20)
#define STRINGS_MAX	64
#define KILL_GRACE_MS	3000

enum ending { EXITED, SIGNALLED, TIMED_OUT, NOT_STARTED, STUCK };

struct exec {
	uint32_t id;
	pid_t pid;		/* 0: free */
	int pipe;		/* -1: closed */
	int64_t deadline;
	int64_t killed;		/* when the deadline's SIGKILL was sent; 0: not */
	int reported;		/* the host was told that it is stuck */
	uint32_t head_left;
	uint32_t tail_max, tail_at;
	uint64_t tail_total;	/* bytes that went through the ring */
	char *tail;
};

static struct exec execs[EXECS_MAX];

int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_BOOTTIME, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

static void exec_end(struct exec *e, enum ending ending, uint32_t value, const char *words)
{
	struct {
		uint32_t ending, value, cut_low, cut_high;
		char words[512];
	} end = { .ending = ending, .value = value };
	uint64_t kept = e->tail_total < e->tail_max ? e->tail_total : e->tail_max;
	uint64_t cut = e->tail_total - kept;

	if (cut)
		send_chunks(OUTPUT_TAIL, e->id, e->tail + e->tail_at, e->tail_max - e->tail_at);
	send_chunks(OUTPUT_TAIL, e->id, e->tail, e->tail_at);
	end.cut_low = (uint32_t)cut;
	end.cut_high = (uint32_t)(cut >> 32);
	snprintf(end.words, sizeof(end.words), "%s", words);
	send_frame(EXEC_END, e->id, &end, offsetof(typeof(end), words) + strlen(end.words));
}

static void exec_free(struct exec *e)
{
	if (e->pipe >= 0)
		close(e->pipe);
	free(e->tail);
	memset(e, 0, sizeof(*e));
	e->pipe = -1;
}

/* The first half of what a command may print goes out as it comes, the last half is kept in a ring until the end. */
static void take_output(struct exec *e, const char *bytes, uint32_t length)
{
	uint32_t n = length < e->head_left ? length : e->head_left;

	if (e->reported)
		return;
	send_chunks(OUTPUT, e->id, bytes, n);
	e->head_left -= n;
	for (bytes += n, length -= n; length; bytes += n, length -= n) {
		uint32_t room = e->tail_max - e->tail_at;

		n = length < room ? length : room;
		memcpy(e->tail + e->tail_at, bytes, n);
		e->tail_at = (e->tail_at + n) % e->tail_max;
		e->tail_total += n;
	}
}

/* One read a turn keeps a flood from one command from starving the others. Returns what was read. */
static ssize_t read_output(struct exec *e)
{
	char bytes[16384];
	ssize_t n = read(e->pipe, bytes, sizeof(bytes));

	if (n > 0) {
		take_output(e, bytes, n);
	} else if (n == 0) {
		close(e->pipe);
		e->pipe = -1;
	}
	return n;
}

/* What the shell left running must not hold on to the module; its last words are in the pipe. */
static void reap(struct exec *e)
{
	int status;
	siginfo_t info = { 0 };

	if (waitid(P_PID, e->pid, &info, WEXITED | WNOHANG | WNOWAIT) || info.si_pid != e->pid)
		return;
	kill(-e->pid, SIGKILL);
	waitpid(e->pid, &status, 0);
	for (int reads = 0; e->pipe >= 0 && reads < 64; reads++)
		if (read_output(e) < 0)
			break;
	if (e->reported)
		;
	else if (WIFEXITED(status))
		exec_end(e, EXITED, WEXITSTATUS(status), "");
	else
		exec_end(e, e->killed ? TIMED_OUT : SIGNALLED, WTERMSIG(status), "");
	exec_free(e);
}

/* Where a process that cannot be killed is waiting. */
static void stuck(struct exec *e)
{
	char path[64], wchan[64], words[128];

	snprintf(path, sizeof(path), "/proc/%d/wchan", e->pid);
	first_line(path, wchan, sizeof(wchan));
	snprintf(words, sizeof(words), "process %d does not die of SIGKILL: it waits in the kernel, in %s", e->pid,
		 *wchan && strcmp(wchan, "0") ? wchan : "an unknown place");
	exec_end(e, STUCK, 0, words);
	e->reported = 1;
}

static void mind_deadline(struct exec *e, int64_t now)
{
	if (e->reported)
		return;
	if (!e->killed && now >= e->deadline) {
		kill(-e->pid, SIGKILL);
		e->killed = now;
	} else if (e->killed && now >= e->killed + KILL_GRACE_MS) {
		stuck(e);
	}
}

/* In the child: everything up to the shell. Does not return. */
static void become_shell(const char *script, const char *directory, char **environment, int output, int failed)
{
	char *argv[] = { "sh", "-c", (char *)script, NULL };
	struct sched_param other = { 0 };
	sigset_t none;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), oom;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	sched_setscheduler(0, SCHED_OTHER, &other);
	oom = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	if (oom >= 0 && write(oom, "0", 1) == 1)
		close(oom);
	dup2(null, 0);
	dup2(output, 1);
	dup2(output, 2);
	if (chdir(directory) == 0)
		execve("/bin/sh", argv, environment);
	if (write(failed, &errno, sizeof(errno)) < 0)
		_exit(126);
	_exit(127);
}

/* Forks the shell; the close-on-exec pipe tells whether it became one. Returns 0 or an errno. */
static int start(struct exec *e, const char *script, const char *directory, char **environment)
{
	int output[2], failed[2], error = 0;

	if (pipe2(output, O_CLOEXEC))
		return errno;
	if (pipe2(failed, O_CLOEXEC)) {
		error = errno;
		close(output[0]);
		close(output[1]);
		return error;
	}
	e->pid = fork();
	if (e->pid == 0)
		become_shell(script, directory, environment, output[1], failed[1]);
	if (e->pid < 0)
		error = errno;
	close(output[1]);
	close(failed[1]);
	if (!error && read(failed[0], &error, sizeof(error)) > 0)
		waitpid(e->pid, NULL, 0);
	close(failed[0]);
	if (error) {
		close(output[0]);
		e->pid = 0;
		return error;
	}
	fcntl(output[0], F_SETFL, O_NONBLOCK);
	e->pipe = output[0];
	return 0;
}

/* Splits "one\0two\0" in place; returns how many. */
static int split_strings(char *bytes, uint32_t length, char **strings, int max)
{
	int n = 0;

	for (char *p = bytes, *end = bytes + length; p < end && n < max; p += strlen(p) + 1)
		strings[n++] = p;
	return n;
}

/* Payload: deadline in ms, most bytes of output, then script, directory and the environment as strings. */
void on_exec(uint32_t id, char *payload, uint32_t length)
{
	struct exec *e = NULL, refused = { .id = id, .pipe = -1 };
	char *strings[STRINGS_MAX + 1] = { NULL };
	uint32_t numbers[2];
	int error;

	for (size_t i = 0; i < ARRAY_SIZE(execs) && !e; i++)
		if (!execs[i].pid)
			e = &execs[i];
	if (!e) {
		exec_end(&refused, NOT_STARTED, EAGAIN, "too many commands at once");
		return;
	}
	if (length < sizeof(numbers) ||
	    split_strings(payload + sizeof(numbers), length - sizeof(numbers), strings, STRINGS_MAX) < 2) {
		exec_end(&refused, NOT_STARTED, EINVAL, "a malformed request");
		return;
	}
	memcpy(numbers, payload, sizeof(numbers));
	if (numbers[1] < 2 || numbers[1] > OUTPUT_MAX)
		numbers[1] = OUTPUT_MAX;
	memset(e, 0, sizeof(*e));
	e->id = id;
	e->pipe = -1;
	e->deadline = now_ms() + numbers[0];
	e->head_left = numbers[1] / 2;
	e->tail_max = numbers[1] - e->head_left;
	e->tail = malloc(e->tail_max);
	error = e->tail ? start(e, strings[0], strings[1], strings + 2) : ENOMEM;
	if (error) {
		exec_end(&refused, NOT_STARTED, error, strerror(error));
		exec_free(e);
	}
}

/* A poll ignores a negative descriptor. */
void exec_polls(struct pollfd *polls)
{
	for (size_t i = 0; i < ARRAY_SIZE(execs); i++)
		polls[i] = (struct pollfd){ .fd = execs[i].pid ? execs[i].pipe : -1, .events = POLLIN };
}

void exec_turn(const struct pollfd *polls)
{
	int64_t now = now_ms();

	for (size_t i = 0; i < ARRAY_SIZE(execs); i++) {
		if (!execs[i].pid)
			continue;
		if (execs[i].pipe >= 0 && polls[i].revents)
			read_output(&execs[i]);
		mind_deadline(&execs[i], now);
		reap(&execs[i]);
	}
}
