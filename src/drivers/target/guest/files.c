/* Moves files between host and target. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent.h"

#define PUSHES_MAX	4

struct push {
	uint32_t id;		/* 0: free */
	int fd, error;
	uint32_t crc;
	char path[512], part[520];
};

static struct push pushes[PUSHES_MAX];

static void make_parents(const char *path)
{
	char parent[512];

	snprintf(parent, sizeof(parent), "%s", path);
	for (char *slash = strchr(parent + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(parent, 0755);
		*slash = '/';
	}
}

static struct push *find_push(uint32_t id)
{
	for (size_t i = 0; i < ARRAY_SIZE(pushes); i++)
		if (pushes[i].id == id)
			return &pushes[i];
	return NULL;
}

/* Payload: mode, then the path. The file appears under its name when it is whole. */
void on_push(uint32_t id, const char *payload, uint32_t length)
{
	struct push *p = find_push(0);
	uint32_t mode;

	if (!p || length <= sizeof(mode) || length - sizeof(mode) >= sizeof(p->path))
		return;		/* the end of the push says so */
	memcpy(&mode, payload, sizeof(mode));
	memset(p, 0, sizeof(*p));
	p->id = id;
	memcpy(p->path, payload + sizeof(mode), length - sizeof(mode));
	snprintf(p->part, sizeof(p->part), "%s.part", p->path);
	make_parents(p->path);
	p->fd = open(p->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (p->fd < 0 || fchmod(p->fd, mode & 07777))
		p->error = errno;
}

void on_push_chunk(uint32_t id, const char *payload, uint32_t length)
{
	struct push *p = find_push(id);

	if (!p)
		return;
	p->crc = crc32(p->crc, payload, length);
	while (length && !p->error) {
		ssize_t n = write(p->fd, payload, length);

		if (n < 0)
			p->error = errno;
		else
			payload += n, length -= n;
	}
}

static void send_words(uint32_t type, uint32_t id, uint32_t crc, const char *words)
{
	char payload[256];
	uint32_t length;

	memcpy(payload, &crc, sizeof(crc));
	length = snprintf(payload + sizeof(crc), sizeof(payload) - sizeof(crc), "%s", words);
	send_frame(type, id, payload, sizeof(crc) + length);
}

/* Payload: the checksum of the whole. The answer carries no words when the file is in its place. */
void on_push_end(uint32_t id, const char *payload, uint32_t length)
{
	struct push *p = find_push(id);
	uint32_t crc;

	if (!p || length != sizeof(crc)) {
		send_words(PUSHED, id, 0, p ? "a malformed end" : "too many files at once, or a path too long");
		return;
	}
	memcpy(&crc, payload, sizeof(crc));
	if (p->fd >= 0 && close(p->fd) && !p->error)
		p->error = errno;
	if (!p->error && crc == p->crc && rename(p->part, p->path))
		p->error = errno;
	if (p->error || crc != p->crc)
		unlink(p->part);
	send_words(PUSHED, id, p->crc, p->error ? strerror(p->error) : crc != p->crc ? "the checksum differs" : "");
	memset(p, 0, sizeof(*p));
}

/* Payload: the most bytes wanted, then the path. */
void on_pull(uint32_t id, const char *payload, uint32_t length)
{
	char path[512] = "", bytes[PAYLOAD_MAX];
	uint32_t left, crc = 0;
	ssize_t n = 1;
	int fd;

	if (length <= sizeof(left) || length - sizeof(left) >= sizeof(path)) {
		send_words(PULLED, id, 0, "a malformed request");
		return;
	}
	memcpy(&left, payload, sizeof(left));
	memcpy(path, payload + sizeof(left), length - sizeof(left));
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	while (fd >= 0 && left && n > 0) {
		n = read(fd, bytes, left < sizeof(bytes) ? left : sizeof(bytes));
		if (n > 0) {
			crc = crc32(crc, bytes, n);
			left -= n;
			send_frame(PULLED_CHUNK, id, bytes, n);
		}
	}
	send_words(PULLED, id, crc, fd < 0 || n < 0 ? strerror(errno) : "");
	if (fd >= 0)
		close(fd);
}
