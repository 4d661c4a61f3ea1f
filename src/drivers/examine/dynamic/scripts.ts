// What dynamic checks have the target's shell do. KO is the module's path, NAME what sysfs calls it; the run's folder is where they run.
import {marked} from '../../target/run-scripts.ts';

/** Loads the module, and leaves the names of the files that came with it in ./files (guest/names.c). */
export const loadAndList = marked(
  'load',
  `echo "uptime $(cut -d' ' -f1 /proc/uptime)"
./names "$NAME" >before
insmod "$KO" || exit $?
for section in /sys/module/$NAME/sections/.*text*; do echo "section \${section##*/} $(cat $section)"; done
./names "$NAME" before >files
sed 's/^/file /' files`,
);

/** Uses each of those files once, as a program would that knows nothing of them. */
export const touchOnce = marked('use', '[ -s files ] || exit 0; ./crowd use 0 1 $(cat files)');

export const unload = marked('unload', 'rmmod "$NAME"');

/** Leaves the module unloaded, as accept.sh should have; its own status is not what is asked here. */
export const acceptQuietly = marked('accept', 'sh ./accept.sh; [ ! -e /sys/module/$NAME ] || rmmod "$NAME"');

/**
 * An object is told when two scans have found nothing that points to it, and it was five seconds old when the second began
 * (mm/kmemleak.c): a scan alone may take longer than that.
 */
export const findLeaks = marked(
  'scan',
  `leaks=/sys/kernel/debug/kmemleak
[ -e $leaks ] || { echo "this kernel has no kmemleak"; exit 7; }
# Every object that is found costs a lock; that each is proved right again makes a scan last four times as long.
echo 0 >/proc/sys/kernel/prove_locking 2>/dev/null
seconds() { cut -d. -f1 /proc/uptime; }
sleep 1; began=$(seconds); echo scan >$leaks || exit 8
until [ $(($(seconds) - began)) -gt 5 ]; do sleep 1; done; echo scan >$leaks || exit 8
echo "uptime $(cut -d' ' -f1 /proc/uptime)"
cat $leaks`,
);

/** Every call can be let fail, and each is told with its stack; without these the kernel spares those that may wait, and tells ten. */
export const armFailures = marked(
  'arm',
  `for ability in failslab fail_page_alloc fail_usercopy; do
  at=/sys/kernel/debug/$ability
  [ -d $at ] || continue
  echo $ability
  for set in ignore-gfp-wait=N ignore-gfp-highmem=N min-order=0 verbose=2 verbose_ratelimit_interval_ms=0 task-filter=N; do
    [ ! -e $at/\${set%=*} ] || echo \${set#*=} >$at/\${set%=*}
  done
done
[ -e /proc/self/fail-nth ] || { echo "this kernel can't let calls fail"; exit 7; }`,
);

/** Tries of one way, by their numbers, the last included. */
export interface Tries {
  readonly way: number;
  readonly from: number;
  readonly to: number;
}

export function failLoads({way, from, to}: Tries): string {
  return marked('fail', `exec ./nth load ${way} ${from} ${to} "$KO" "$NAME"`);
}

/** Searched for below a number that is known to be one of the module's, or to be more than there are. */
export function findFirst(way: number, high: number): string {
  return marked('fail', `exec ./nth first ${way} ${high} "$KO" "$NAME"`);
}

export function failOpens({way, from, to}: Tries, path: string): string {
  return marked('fail', `exec ./nth open ${way} ${from} ${to} ${quoted(path)}`);
}

export const load = marked('load', 'insmod "$KO"');

/** For a module that nobody uses any more; what was killed a moment ago may take one to let go. */
export const letGo = marked(
  'unload',
  `for second in 1 2 3 4 5; do
  [ ! -e /sys/module/$NAME ] && exit 0
  rmmod "$NAME" && exit 0
  sleep 1
done
echo "references: $(cat /sys/module/$NAME/refcnt)"; echo "held by: $(ls /sys/module/$NAME/holders)"; exit 1`,
);

/**
 * accept.sh again and again in several processes at once, while others use the files. It is loaded already: loading it as it is goes well,
 * loading it with parameters is refused, and nobody takes it away. That one accept.sh finds what another did is no news.
 */
export function acceptAtOnce(processes: number, seconds: number): string {
  return marked(
    'parallel',
    `insmod() { [ $# -le 1 ]; }
rmmod() { :; }
modprobe() { [ $# -le 1 ]; }
until=$(($(cut -d. -f1 /proc/uptime) + ${seconds}))
again() { while [ $(cut -d. -f1 /proc/uptime) -lt $until ]; do ("$@") >/dev/null 2>&1; echo; done | wc -l; }
accept() { . ./accept.sh; }
accepting=0
if [ -e accept.sh ]; then [ -s files ] && accepting=${Math.floor(processes / 2)} || accepting=${processes}; fi
at=0; while [ $at -lt $accepting ]; do at=$((at + 1)); echo "accepted $(again accept)" & done
[ ! -s files ] || ./crowd use ${seconds} $((${processes} - accepting)) $(cat files)
wait
exit 0`,
  );
}

/** Every race is told, not the first alone: the kernel goes on after it. */
export const watchRaces = marked(
  'watch',
  `races=/sys/kernel/debug/kcsan
[ -e $races ] || { echo "this kernel has no KCSAN"; exit 7; }
echo 0 >/proc/sys/kernel/panic_on_warn
echo on >$races`,
);

/** Says how many accesses were watched: nothing is known of the others. */
export const watchNoMore = marked(
  'unload',
  `races=/sys/kernel/debug/kcsan
echo off >$races; sed -n 's/^setup_watchpoints: /watched /p' $races; rmmod "$NAME"`,
);

/** Loaded, used and unloaded by several at once: most of it is refused by the kernel, which is as it should be. */
export function loadAtOnce(seconds: number): string {
  return marked(
    'reload',
    `rmmod "$NAME" || exit
./crowd reload ${seconds} "$KO" "$NAME" $(cat files) || exit
[ ! -e /sys/module/$NAME ] || rmmod "$NAME" || exit
insmod "$KO" && rmmod "$NAME"`,
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
