// What an acceptance asks of the kernel beside the module: where it fails on another kernel than it was written for, that may be why. Read
// from its words alone, comments and all: a guess that errs towards the module.

/** In words, of accept.sh and the sources of its programs; null where they ask for nothing that this kernel may lack. */
export function needsOf(texts: readonly string[]): string | null {
  const found = needs.filter(({says}) => texts.some((text) => says.test(text)));
  return found.length === 0 ? null : found.map(({what}) => what).join(', and ');
}

const needs: readonly {readonly what: string; readonly says: RegExp}[] = [
  {
    what: 'it goes by time, and this kernel is slow',
    says: /\b(?:u?sleep|nanosleep|clock_\w+|timeout|date|uptime|gettimeofday|time|alarm|p?poll|p?select|epoll_\w+|timerfd_\w+|setitimer|ualarm)\b/,
  },
  {
    what: 'it asks for more of the kernel than the module, which may not be here',
    says: /\b(?:modprobe|mount|ip|ifconfig|iptables|nft|tc|ping|losetup|mkfs[.\w]*|socket)\b|\binsmod\s+(?!["']?\$\{?KO\b)/,
  },
];
