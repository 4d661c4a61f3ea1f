/*
 * Frames over a virtio-serial port: a head, a payload, and a checksum over both. A reboot cuts the stream anywhere, so
 * whoever reads looks for the next head that checks. The other side is ../frames.ts.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define MAGIC	0x4b444451u	/* "QDDK" on the wire */

struct head {
	uint32_t magic, boot, id, type, length, crc;
};

typedef void frame_taker(uint32_t type, uint32_t id, char *payload, uint32_t length);

static int port = -1;
static uint32_t boot;
static uint32_t crc_table[256];

void die(const char *what)
{
	fprintf(stderr, "agent: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* The first line of a file, without its end; empty when there is none. */
const char *first_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : read(fd, line, size - 1);

	if (fd >= 0)
		close(fd);
	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return line;
}

static void crc_init(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int bit = 0; bit < 8; bit++)
			c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
		crc_table[i] = c;
	}
}

uint32_t crc32(uint32_t crc, const void *bytes, size_t length)
{
	const uint8_t *p = bytes;

	crc = ~crc;
	while (length--)
		crc = crc_table[(crc ^ *p++) & 0xff] ^ (crc >> 8);
	return ~crc;
}

/* The path of the virtio-serial port with this name. */
static const char *find_port(const char *wanted)
{
	static char device[300];
	char path[300], name[64];
	DIR *ports = opendir("/sys/class/virtio-ports");

	for (struct dirent *entry; ports && (entry = readdir(ports));) {
		snprintf(path, sizeof(path), "/sys/class/virtio-ports/%s/name", entry->d_name);
		if (strcmp(first_line(path, name, sizeof(name)), wanted))
			continue;
		snprintf(device, sizeof(device), "/dev/%s", entry->d_name);
		closedir(ports);
		return device;
	}
	if (ports)
		closedir(ports);
	return NULL;
}

/* The port appears when its driver is up. The number tells this agent's frames from those of an earlier boot. */
void port_open(const char *name)
{
	const char *device = NULL;

	crc_init();
	if (getrandom(&boot, sizeof(boot), GRND_NONBLOCK) != sizeof(boot))
		boot = (uint32_t)now_ms() * 2654435761u ^ (uint32_t)time(NULL);
	for (int tries = 0; !device && tries < 600; tries++) {
		device = find_port(name);
		if (!device)
			usleep(50000);
	}
	port = device ? open(device, O_RDWR | O_CLOEXEC) : -1;
	if (port < 0)
		die(name);
}

int port_fd(void)
{
	return port;
}

/* The checksum covers the head before it, and the payload. */
static uint32_t frame_crc(const struct head *head, const void *payload)
{
	return crc32(crc32(0, head, offsetof(struct head, crc)), payload, head->length);
}

static void write_all(const void *bytes, size_t length)
{
	const char *p = bytes;

	while (length) {
		ssize_t n = write(port, p, length);

		if (n > 0) {
			p += n;
			length -= n;
		} else if (n < 0 && errno != EINTR && errno != EAGAIN) {
			die("write to the port");
		}
	}
}

void send_frame(uint32_t type, uint32_t id, const void *payload, uint32_t length)
{
	static struct {
		struct head head;
		char payload[PAYLOAD_MAX];
	} frame;

	frame.head = (struct head){ MAGIC, boot, id, type, length, 0 };
	memcpy(frame.payload, payload, length);
	frame.head.crc = frame_crc(&frame.head, payload);
	write_all(&frame, sizeof(frame.head) + length);
}

void send_chunks(uint32_t type, uint32_t id, const char *bytes, uint32_t length)
{
	while (length) {
		uint32_t n = length < PAYLOAD_MAX ? length : PAYLOAD_MAX;

		send_frame(type, id, bytes, n);
		bytes += n;
		length -= n;
	}
}

/*
 * Takes whole frames off the front of what was read; what is no frame is stepped over byte by byte. A frame of
 * another boot was meant for a kernel that is no more, and must not be run on this one; only a greeting gives this one a
 * new number, for every life that begins from one saved state has the number of that state. Returns the bytes left.
 */
static size_t take_frames(char *bytes, size_t length, frame_taker *on_frame)
{
	static char payload[PAYLOAD_MAX + 1];
	size_t at = 0;

	while (length - at >= sizeof(struct head)) {
		struct head head;

		memcpy(&head, bytes + at, sizeof(head));
		if (head.magic != MAGIC || head.length > PAYLOAD_MAX) {
			at++;
			continue;
		}
		if (length - at < sizeof(head) + head.length)
			break;
		if (frame_crc(&head, bytes + at + sizeof(head)) != head.crc) {
			at++;
			continue;
		}
		if (head.type == GREET)
			boot = head.boot;
		if (head.boot == boot) {
			memcpy(payload, bytes + at + sizeof(head), head.length);
			payload[head.length] = '\0';
			on_frame(head.type, head.id, payload, head.length);
		}
		at += sizeof(head) + head.length;
	}
	memmove(bytes, bytes + at, length - at);
	return length - at;
}

void port_read(frame_taker *on_frame)
{
	static char bytes[2 * (sizeof(struct head) + PAYLOAD_MAX)];
	static size_t length;
	ssize_t n = read(port, bytes + length, sizeof(bytes) - length);

	if (n > 0)
		length = take_frames(bytes, length + n, on_frame);
	else if (n == 0)
		usleep(100000);	/* nobody has the other end open */
	else if (errno != EAGAIN && errno != EINTR)
		die("read from the port");
}
