// `quarterdeck target ...`: one act on a target, or a look at all of them.
import {chooseTarget} from './choose-target.ts';
import type {TargetArguments} from './command-line.ts';
import {readConfiguration} from './read-configuration.ts';
import {listCrashes} from './target-crashes.ts';
import {execOnTarget} from './target-exec.ts';
import {bootTarget, resetTarget, switchOffTarget} from './target-hold.ts';
import {listTargets} from './target-list.ts';
import {pushToTarget} from './target-push.ts';

/** The exit status: 0, the command's own for exec, else 2 for usage and 3 for a fault. */
export async function targetCommand({what, target, config}: TargetArguments): Promise<number> {
  const configuration = await readConfiguration({
    environment: process.env,
    directory: process.cwd(),
    ...(config === undefined ? {} : {file: config}),
  });
  const settings = chooseTarget(configuration, target);
  switch (what.act) {
    case 'list':
      return listTargets(configuration, what.json);
    case 'boot':
      return bootTarget(settings);
    case 'reset':
      return resetTarget(settings);
    case 'off':
      return switchOffTarget(settings);
    case 'exec':
      return execOnTarget(settings, what);
    case 'push':
      return pushToTarget(settings, what);
    case 'crashes':
      return listCrashes(settings.name, what.json);
    default:
      return what satisfies never;
  }
}
