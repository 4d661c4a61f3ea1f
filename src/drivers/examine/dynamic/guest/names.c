/*
 * Which files came with a module: those that were not there before. A shell has all of it as well, and needs seconds for it on an emulated
 * kernel that checks each access.
 *
 *	names NAME		prints the places where the files of a module called NAME may appear, as they are now
 *	names NAME BEFORE	prints the files that are there now, at and below places that are not in the file BEFORE: 16 at most
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH		3
#define FILES_MAX	16
#define PATH_BYTES	1024

typedef void take(const char *path);

/* What was there before, sorted. */
static char **known;
static size_t knowns;
static char **files;
static size_t count;

static int by_text(const void *one, const void *other)
{
	return strcmp(*(char *const *)one, *(char *const *)other);
}

static void add(char ***list, size_t *length, const char *text)
{
	if (*length % 256 == 0)
		*list = realloc(*list, (*length + 256) * sizeof(**list));
	if (*list == NULL || ((*list)[*length] = strdup(text)) == NULL)
		exit(1);
	++*length;
}

/* Each entry of a folder as a path; those that begin with one of `but` are none. */
static void entries(const char *folder, const char *but, take *take)
{
	char path[PATH_BYTES];
	DIR *open = opendir(folder);
	struct dirent *entry;

	while (open && (entry = readdir(open)) != NULL) {
		if (entry->d_name[0] == '.' || strchr(but, entry->d_name[0]))
			continue;
		if (snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) < (int)sizeof(path))
			take(path);
	}
	if (open)
		closedir(open);
}

static take *taker;

static void inside(const char *path)
{
	entries(path, "", taker);
}

/* Processes are no files of a module's, and /proc/self is one. */
static void places(const char *name, take *take)
{
	char parameters[PATH_BYTES];

	taker = take;
	entries("/dev", "", take);
	entries("/dev", "", inside);
	entries("/proc", "0123456789", take);
	entries("/proc", "0123456789s", inside);
	entries("/proc/sys", "", inside);
	entries("/sys/kernel", "", take);
	entries("/sys/kernel/debug", "", take);
	entries("/sys/devices/platform", "", take);
	entries("/sys/devices/virtual", "", inside);
	snprintf(parameters, sizeof(parameters), "/sys/module/%s/parameters", name);
	entries(parameters, "", take);
}

static void print(const char *path)
{
	puts(path);
}

static void read_known(const char *path)
{
	char line[PATH_BYTES];
	FILE *file = fopen(path, "r");

	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = 0;
		add(&known, &knowns, line);
	}
	qsort(known, knowns, sizeof(*known), by_text);
}

/* What the kernel itself hangs on every device is no file of the module's. */
static int is_of_every_device(const char *path)
{
	static const char *const names[] = { "uevent", "driver_override", "modalias", "waiting_for_supplier" };
	const char *name = strrchr(path, '/') + 1;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(name, names[i]))
			return 1;
	return strstr(path, "/power/") != NULL;
}

static int depth;

static void find(const char *path)
{
	struct stat seen;

	if (lstat(path, &seen))
		return;
	if (S_ISDIR(seen.st_mode) && depth < DEPTH) {
		depth++;
		entries(path, "", find);
		depth--;
	} else if ((S_ISREG(seen.st_mode) || S_ISCHR(seen.st_mode) || S_ISBLK(seen.st_mode)) && !is_of_every_device(path)) {
		add(&files, &count, path);
	}
}

static void find_new(const char *path)
{
	if (bsearch(&path, known, knowns, sizeof(*known), by_text) == NULL)
		find(path);
}

int main(int argc, char **argv)
{
	size_t told = 0;

	if (argc < 2 || argc > 3)
		return 64;
	if (argc == 2) {
		places(argv[1], print);
		return 0;
	}
	read_known(argv[2]);
	places(argv[1], find_new);
	qsort(files, count, sizeof(*files), by_text);
	for (size_t i = 0; i < count && told < FILES_MAX; i++)
		if ((i == 0 || strcmp(files[i], files[i - 1])) && puts(files[i]) >= 0)
			told++;
	return 0;
}
