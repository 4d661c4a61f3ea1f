// A core's process that kills itself, as `kill -9` would, right before or right after what an event of one type leads to.
import type {Event} from '../../src/core/events.ts';
import type {World} from '../../src/ports.ts';
import {openReal} from './real-files.ts';

const [folder = '', type = '', when = ''] = process.argv.slice(2);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

function dying(world: World): World {
  const after = async <Result>(done: Promise<Result>, of: Event['type']): Promise<Result> => {
    const result = await done;
    if (when === 'after' && type === of) die();
    return result;
  };
  const {workspace, screens} = world;
  return {
    ...world,
    screens: {
      ...screens,
      entries(entries) {
        if (when === 'before' && entries.some(({event}) => event.type === type)) die();
        screens.entries(entries);
      },
    },
    workspace: {
      ...workspace,
      write: (path, content) => after(workspace.write(path, content), 'tool.started'),
      commit: (tree, message) => after(workspace.commit(tree, message), 'commit.started'),
    },
  };
}

const session = await openReal(folder, dying);
if (session === null) {
  process.stderr.write('another process runs this session already\n');
  process.exit(3);
}
await session.ended;
await session.close();
process.exit(0);
