// Which target of the configuration is meant, and the kernel that its settings name.
import type {Configuration} from '../../config/schema.ts';
import type {BoardSettings, TargetSettings} from '../core/target-settings.ts';
import {openBuiltKernel} from '../drivers/kernel-build/built-kernels.ts';
import {boardKernel, builtTree} from '../drivers/kernel-tree/built-tree.ts';
import {ownKernel} from '../drivers/kernel-tree/own-kernel.ts';
import type {KernelTree} from '../ports.ts';
import {CommandFault} from './say.ts';

/** The one that was named, else the one that the configuration chooses. */
export function chooseTarget({target, targets}: Configuration, name: string = target): TargetSettings {
  const settings = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (settings !== undefined) return settings;
  throw new CommandFault(
    `there is no target ${name}: the configuration has ${Object.keys(targets).sort().join(', ')}; another one goes under \`targets\``,
    2,
  );
}

/** Null for the distribution's, which set-up fetches. The kernel is checked when it is opened, which rejects with its key. */
export function namedKernel(settings: TargetSettings, cacheFolder: string): (() => Promise<KernelTree>) | null {
  const key = kernelKey(settings);
  if (settings.kind === 'board') return boardKernelOf(settings);
  const {kernel} = settings;
  switch (kernel.kind) {
    case 'distro':
      return null;
    case 'built':
      return () => openBuiltKernel(cacheFolder, kernel.profile, key);
    case 'tree':
      return () => builtTree(kernel.path, `${key}.tree`, cacheFolder);
    case 'parts':
      return () => ownKernel(kernel, key);
    default:
      return kernel satisfies never;
  }
}

export function boardKernelOf(settings: BoardSettings): () => Promise<KernelTree> {
  return () => boardKernel(settings.kernel, kernelKey(settings));
}

const kernelKey = ({name}: TargetSettings): string => `targets.${name}.kernel`;
