// `prepareHost` as a program of its own, for what is not a command of quarterdeck: the tests' set-up.
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {prepareHost} from './prepare.ts';

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const host = await prepareHost({
  cacheFolder: cacheFolderOf(process.env),
  say,
  forTests: process.argv.includes('--for-tests'),
});
if ('fault' in host) {
  say(`quarterdeck: ${host.fault}`);
  process.exitCode = 3;
}
