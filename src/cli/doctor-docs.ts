// What there is of the kernel's documentation, and how to get more: none of it is needed for a run.

import {ingredientsOf} from '../drivers/kernel-docs/ingredients.ts';
import {indexPathOf} from '../drivers/kernel-docs/keep-index.ts';
import {isWhole} from '../drivers/kernel-docs/seal.ts';
import type {KernelTree} from '../ports.ts';
import type {Check} from './doctor-table.ts';

export async function checkDocs(kernel: KernelTree, cacheFolder: string, packagesRoot?: string): Promise<Check> {
  const ingredients = ingredientsOf(kernel, packagesRoot);
  const {headers, guides, source, release} = ingredients;
  const isMade = await isWhole(indexPathOf(ingredients, cacheFolder));
  const count = headers.reduce((sum, {paths}) => sum + paths.length, 0);
  const have = [
    count === 1 ? '1 header' : `${count} headers`,
    ...(guides === null ? [] : [`guides in ${guides}`]),
    ...(source === null ? [] : [`sources in ${source}`]),
    isMade ? 'the index is made' : 'the index is made when something is first looked up',
  ];
  const check: Check = {name: 'documentation', state: count > 0 ? 'ok' : 'warn', found: have.join(', ')};
  if (guides !== null) return check;
  const series = /^\d+\.\d+/.exec(release)?.[0] ?? release;
  return {...check, mend: `optional: apt-get install linux-doc-${series} adds the kernel's guides`};
}
