// A module that brings its kernel down in the way that it is asked to, and what that looks like afterwards.

export const falls = ['panic', 'oops', 'hang'] as const;

export type Fall = (typeof falls)[number];

export const falterModule = 'falter';

export const falterSources: readonly {readonly path: string; readonly text: string}[] = [
  {path: 'Kbuild', text: `obj-m := ${falterModule}.o\n`},
  {
    path: `${falterModule}.c`,
    text: `// SPDX-License-Identifier: GPL-2.0
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/processor.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0444);

static noinline void falter_panic(void)
{
	panic("falter was asked to");
}

static noinline void falter_oops(int *nowhere)
{
	WRITE_ONCE(*nowhere, 1);
}

static noinline void falter_hang(void)
{
	local_irq_disable();
	for (;;)
		cpu_relax();
}

static int __init falter_init(void)
{
	if (!strcmp(how, "panic"))
		falter_panic();
	if (!strcmp(how, "oops"))
		falter_oops(NULL);
	if (!strcmp(how, "hang"))
		falter_hang();
	return 0;
}

static void __exit falter_exit(void)
{
}

module_init(falter_init);
module_exit(falter_exit);
MODULE_DESCRIPTION("Brings the kernel down, to see that the target comes back");
MODULE_LICENSE("GPL");
`,
  },
];

/** The function that the record of each must name. */
export function guilty(fall: Fall): string {
  return `falter_${fall}`;
}
