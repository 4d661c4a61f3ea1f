/* What the parts of the agent share: the frames on the port, and who handles which. */
#ifndef AGENT_H
#define AGENT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define PAYLOAD_MAX	32768u

/* Numbers are little-endian and 32 bits wide; what a payload holds stands at its handler. */
enum frame_type {
	EXEC = 1, PUSH, PUSH_CHUNK, PUSH_END, PULL, GREET,
	HELLO = 16, HEARTBEAT, OUTPUT, OUTPUT_TAIL, EXEC_END, PUSHED, PULLED_CHUNK, PULLED,
};

/* port.c: frames in and out. */
void port_open(const char *name);
int port_fd(void);
void port_read(void (*on_frame)(uint32_t type, uint32_t id, char *payload, uint32_t length));
void send_frame(uint32_t type, uint32_t id, const void *payload, uint32_t length);
void send_chunks(uint32_t type, uint32_t id, const char *bytes, uint32_t length);
uint32_t crc32(uint32_t crc, const void *bytes, size_t length);
const char *first_line(const char *path, char *line, size_t size);
void die(const char *what);

/* greet.c: a life that begins from a saved state. */
void on_greet(const char *payload, uint32_t length);

/* exec.c: commands. */
#define EXECS_MAX	16
void on_exec(uint32_t id, char *payload, uint32_t length);
void exec_polls(struct pollfd *polls);
void exec_turn(const struct pollfd *polls);
int64_t now_ms(void);

/* files.c: files. */
void on_push(uint32_t id, const char *payload, uint32_t length);
void on_push_chunk(uint32_t id, const char *payload, uint32_t length);
void on_push_end(uint32_t id, const char *payload, uint32_t length);
void on_pull(uint32_t id, const char *payload, uint32_t length);

#endif
