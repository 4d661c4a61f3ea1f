// `prepareHost` as a program of its own, for what is not a command of quarterdeck: the tests' set-up.
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {prepareHost} from '../setup/prepare.ts';
import {openProgressLine} from './progress-line.ts';
import {say} from './say.ts';

const line = openProgressLine();
const host = await prepareHost({
  cacheFolder: cacheFolderOf(process.env),
  say: line.say,
  tell: line.tell,
  forTests: process.argv.includes('--for-tests'),
});
line.close();
if ('fault' in host) {
  say(`quarterdeck: ${host.fault}`);
  process.exitCode = 3;
}
