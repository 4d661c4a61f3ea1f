// A process of its own that asks about a kernel of a few lines: where its cache is, is said by its arguments.
import {createKernelDocs} from '../../../src/drivers/kernel-docs/kernel-docs.ts';
import {smallKernel} from './small-kernel.ts';

const [root = '', cacheFolder = ''] = process.argv.slice(2);
const {kernel} = await smallKernel(root);
const docs = createKernelDocs({kernel, cacheFolder, packagesRoot: '/nonexistent'});
try {
  process.stdout.write((await docs.answer({ask: 'lookUp', names: ['say']})).output);
} catch (error) {
  process.stdout.write(`rejected: ${(error as Error).message}\n`);
}
process.exit(0);
