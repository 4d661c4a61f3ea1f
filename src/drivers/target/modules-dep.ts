// Which modules must be loaded, and in which order, so that the wanted ones can be: `modules.dep` and `modules.builtin`
// of a kernel (man modules.dep). Pure; loading is the target's.

export interface ModuleIndex {
  /** A module's name (dashes as underscores) to its path below `lib/modules/RELEASE`. */
  readonly paths: ReadonlyMap<string, string>;
  /** A path to the paths that it needs. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly builtin: ReadonlySet<string>;
}

export function parseModuleIndex(modulesDep: string, modulesBuiltin: string): ModuleIndex {
  const paths = new Map<string, string>();
  const needs = new Map<string, readonly string[]>();
  for (const line of modulesDep.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    const path = line.slice(0, colon);
    paths.set(moduleName(path), path);
    needs.set(
      path,
      line
        .slice(colon + 1)
        .split(' ')
        .filter(Boolean),
    );
  }
  return {paths, needs, builtin: new Set(modulesBuiltin.split('\n').filter(Boolean).map(moduleName))};
}

/** Paths in the order in which they load. A wanted name that the kernel has neither as a module nor built in is `missing`. */
export function loadOrder(
  index: ModuleIndex,
  wanted: readonly string[],
): {readonly paths: readonly string[]; readonly missing: readonly string[]} {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const visit = (path: string) => {
    if (visiting.has(path)) return;
    visiting.add(path);
    for (const needed of index.needs.get(path) ?? []) visit(needed);
    ordered.add(path);
  };
  const missing: string[] = [];
  for (const name of wanted.map(moduleName)) {
    const path = index.paths.get(name);
    if (path !== undefined) visit(path);
    else if (!index.builtin.has(name)) missing.push(name);
  }
  return {paths: [...ordered], missing};
}

/** `kernel/drivers/watchdog/i6300esb.ko.xz` is `i6300esb`. */
export function moduleName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base.replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');
}
