// `prepareHost` as a program of its own, for what is not a command of quarterdeck: the tests' set-up. With --sanitizer also the kernel
// that notices more.
import {availableParallelism} from 'node:os';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {prepareHost} from '../setup/prepare.ts';
import {prepareKernelBuild} from '../setup/prepare-kernel-build.ts';
import {openProgressLine} from './progress-line.ts';
import {say} from './say.ts';

const line = openProgressLine();
const cacheFolder = cacheFolderOf(process.env);
const telling = {say: line.say, tell: line.tell};
const host = await prepareHost({cacheFolder, ...telling, forTests: process.argv.includes('--for-tests')});
const fault = 'fault' in host ? host.fault : await sanitizerFault();
line.close();
if (fault !== null) {
  say(`quarterdeck: ${fault}`);
  process.exitCode = 3;
}

async function sanitizerFault(): Promise<string | null> {
  if (!process.argv.includes('--sanitizer')) return null;
  return prepareKernelBuild({cacheFolder, ...telling, profile: 'sanitizer', jobs: availableParallelism()});
}
