// What a run has the target's shell do, stage by stage. Each stage marks its beginning in the kernel's own log, so that the
// console tells the story in order.

export const runFolder = '/task';

/** As sysfs and rmmod know it. */
export function sysfsName(module: string): string {
  return module.replaceAll('-', '_');
}

export function stageMark(stage: string): string {
  return `quarterdeck: run: ${stage}`;
}

/** The script, with its beginning told on the console. */
export function marked(stage: string, script: string): string {
  return `${say(stageMark(stage))}\n${script}`;
}

/** As an alert, which also a quiet console prints; its level is no part of the text. */
function say(mark: string): string {
  return `echo ${quoted(`<1>${mark}`)} >/dev/kmsg`;
}

/**
 * Prints what stands in the way of a run, and a fresh folder when nothing does. Modules from outside of the kernel tree
 * taint it as O and E (0x3000); any other taint is the mark of a fault.
 */
export function prepareScript(module: string): string {
  return `cd / && rm -rf ${runFolder} && mkdir -p ${runFolder}
[ -e /sys/module/${sysfsName(module)} ] && echo "${sysfsName(module)} is still loaded"
taint=$(($(cat /proc/sys/kernel/tainted) & ~0x3000))
[ $taint -eq 0 ] || echo "the kernel is tainted: $taint"
true`;
}

/** The kernel's own words say more than insmod's. */
export function loadScript(module: string): string {
  return marked(
    'load',
    `insmod ${moduleFile(module)} || { status=$?; echo; dmesg | tail -n 6; exit $status; }
base64 /sys/module/${sysfsName(module)}/notes/.note.gnu.build-id`,
  );
}

export function unloadScript(module: string): string {
  return marked('unload', `rmmod ${sysfsName(module)} && ${isGone(module)}`);
}

export function acceptScript(): string {
  return marked('accept', 'exec sh ./accept.sh');
}

export function goneScript(module: string): string {
  return isGone(module);
}

export function cycleScript(module: string, cycles: number): string {
  return marked(
    'cycle',
    `i=0; while [ $i -lt ${cycles} ]; do i=$((i + 1))
insmod ${moduleFile(module)} || { echo "load $i of ${cycles} failed"; exit 1; }
rmmod ${sysfsName(module)} || { echo "unload $i of ${cycles} failed"; exit 1; }
done`,
  );
}

/**
 * What a module leaves behind shows late: a timer that still runs, or a freed object that was written to. So the target is
 * given a second, then every free object of the heap is checked for its poison.
 */
export function settleScript(mark: string): string {
  return `${marked(
    'console',
    `sleep 1
for check in /sys/kernel/slab/kmalloc-*/validate; do echo 1 >$check; done 2>/dev/null`,
  )}
${say(mark)}`;
}

/** Leaves the module unloaded where that is still possible. */
export function tidyScript(module: string): string {
  return `rmmod ${sysfsName(module)} 2>/dev/null; true`;
}

export function moduleFile(module: string): string {
  return `${runFolder}/${module}.ko`;
}

function isGone(module: string): string {
  return `{ [ ! -e /sys/module/${sysfsName(module)} ] || { echo "${sysfsName(module)} is still loaded"; exit 1; }; }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
