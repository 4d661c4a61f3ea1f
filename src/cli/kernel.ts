// `quarterdeck kernel ...`: the kernels of the cache, which targets boot.
import type {KernelArguments} from './command-line.ts';
import {buildCommand} from './kernel-build.ts';
import {fetchKernels} from './kernel-fetch.ts';
import {listKernels} from './kernel-list.ts';
import {removeKernel} from './kernel-remove.ts';

export async function kernelCommand({what, config}: KernelArguments): Promise<number> {
  switch (what.act) {
    case 'build':
      return buildCommand(what);
    case 'list':
      return listKernels(what.json);
    case 'fetch':
      return fetchKernels(what.which);
    case 'remove':
      return removeKernel(what.name, config);
    default:
      return what satisfies never;
  }
}
