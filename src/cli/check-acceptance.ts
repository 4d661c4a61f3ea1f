// What a goal is held against, as it was proposed: read by the parser that reads task folders, its script by a shell that runs nothing
// of it, its programs by the compiler in the sandbox.
import {parseTask} from '../../config/task.ts';
import type {AcceptanceDraft} from '../core/acceptance.ts';
import type {Builder} from '../drivers/build/builder.ts';
import {processFault, runProcess} from '../drivers/process.ts';
import type {World} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';

export interface AcceptanceTools {
  /** The shell of the target, where there is one on this machine. */
  readonly busybox?: string;
  readonly builder: Pick<Builder, 'buildPrograms'>;
  readonly folder: string;
  /** As the goal names it. */
  readonly module: string;
}

type Checked = Awaited<ReturnType<World['checkAcceptance']>>;

export async function checkAcceptance(draft: AcceptanceDraft, tools: AcceptanceTools): Promise<Checked> {
  const parsed = parsedTask(draft.markdown, tools.module);
  if ('refused' in parsed) return parsed;
  const refused = (await scriptRefusal(draft.script, tools)) ?? (await programsRefusal(draft, tools));
  return refused === null ? parsed : {refused};
}

function parsedTask(markdown: string, module: string): Checked {
  try {
    const {requirement, constraints} = parseTask(markdown, 'task.md');
    // The target is up before a goal is read; a device would have to be there from its start.
    if (requirement.devices.length > 0) {
      return {refused: 'task.md: target.devices is for task folders; the target of a goal is up already, without them'};
    }
    if (requirement.module !== module) {
      return {refused: `task.md: module is "${requirement.module}", and the goal is of "${module}"`};
    }
    return {requirement, constraints};
  } catch (error) {
    return {refused: messageOf(error)};
  }
}

const shellDeadlineSeconds = 10;

/** `-n`: read, and not run. */
async function scriptRefusal(script: string, {busybox}: AcceptanceTools): Promise<string | null> {
  if (!script.startsWith('#!/bin/sh')) return 'accept.sh: its first line must be #!/bin/sh';
  if (!/\$\{?KO\b/.test(script)) return 'accept.sh: it never loads the module under test, "$KO"';
  const [command, ...first] = busybox === undefined ? ['/bin/sh'] : [busybox, 'sh'];
  const outcome = await runProcess({
    command: command ?? '/bin/sh',
    arguments: [...first, '-n'],
    environment: {PATH: '/usr/bin:/bin'},
    deadlineSeconds: shellDeadlineSeconds,
    outputBytesMax: 64 * 1024,
    input: script,
  });
  const fault = processFault('sh -n', outcome);
  return fault === null ? null : `accept.sh is no script that the target's shell can read: ${fault}`;
}

async function programsRefusal(
  {programs}: AcceptanceDraft,
  {builder, folder}: AcceptanceTools,
): Promise<string | null> {
  if (programs.length === 0) return null;
  const sources = programs.map(({name, source}) => ({name, text: source}));
  const built = await builder.buildPrograms({sources, folder});
  return 'fault' in built ? `the programs don't compile: ${built.fault}` : null;
}
