// Which names in the work folder are part of the work: what an untracked file must be called to go into a tree, and what a role may
// write. A file that git tracks is part of it whatever its name; an editor's and a build's leavings never are.

const kept = /(?:^|\/)(?:Kbuild|Makefile|Kconfig|README|[A-Za-z0-9_+][\w+.-]*\.(?:c|h|S|inc|lds|dts|dtsi|md|rst|txt))$/;
const generated = /\.mod\.c$/;

export const workNames =
  'sources (.c .h .S .inc .lds .dts .dtsi), Kbuild, Makefile, Kconfig and text (.md .rst .txt, README)';

export function isWorkName(path: string): boolean {
  return kept.test(path) && !generated.test(path) && !isLeaving(path);
}

/** Dot files, Vim's `4913`, `NAME~`, Emacs's `#NAME#`, and what Kbuild puts beside sources. */
export function isLeaving(path: string): boolean {
  return (
    path.split('/').some((part) => /^\.|~$|^\d+$|^#.*#$|\.(?:swp|swo|swx|tmp|bak|orig|rej)$/.test(part)) ||
    built.test(path)
  );
}

const built = /\.(?:o|ko|a|so|mod|cmd|symtypes|order)$|(?:^|\/)Module\.symvers$/;
