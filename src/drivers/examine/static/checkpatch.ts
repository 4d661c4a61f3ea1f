// The kernel's own reading of style, checkpatch.pl, over each file of the module.
import type {CheckFinding} from '../../../core/examination.ts';
import {parseCheckpatch, type ReportLine} from '../../../kernel/reports.ts';
import {type ModuleCheck, notRun} from '../module-check.ts';
import {type CheckRoom, endOf} from './check-room.ts';
import {kernelScripts, type ScriptsPlace} from './kernel-scripts.ts';
import {sourcesIn} from './source-lines.ts';
import type {Meaning} from './warning-classes.ts';

/** The first time the scripts are unpacked. */
const deadlineSeconds = 120;
const scriptsInside = '/kernel-scripts';

export function checkpatchCheck(room: CheckRoom, place: ScriptsPlace): ModuleCheck {
  return {
    check: 'checkpatch',
    deadlineSeconds,
    async run(request, signal) {
      const scripts = await kernelScripts(place, signal);
      if ('why' in scripts) return notRun('checkpatch.pl', scripts.why);
      const by = `checkpatch.pl of ${scripts.of}`;
      return room.withSources(request, by, async (work) => {
        const files = await sourcesIn(work.path);
        const outcome = await work.run(
          ({at}) => ['/usr/bin/perl', at(`${scriptsInside}/checkpatch.pl`), ...options, ...files],
          signal,
          [{from: scripts.folder, to: scriptsInside}],
        );
        const said = outcome.kind === 'notStarted' ? '' : outcome.output;
        // It ends with 1 where it found something.
        const ended = outcome.kind === 'exited' && outcome.code === 1 ? {...outcome, code: 0} : outcome;
        const looked = `the style of ${files.length === 1 ? 'one file' : `${files.length} files`}`;
        return {by, end: endOf('checkpatch.pl', ended, looked), findings: parseCheckpatch(said).map(findingOf)};
      });
    },
  };
}

const options = ['--no-tree', '--file', '--terse', '--show-types', '--no-summary', '--color=never', '--'];

function findingOf({file, line, rule, text, level}: ReportLine): CheckFinding {
  const tag = rule === undefined ? '' : ` [${rule}]`;
  return {...meaningOf(rule), file, line, claim: text, evidence: `${file}:${line}: ${level}: ${text}${tag}`};
}

/** What it says of more than looks. */
function meaningOf(rule = ''): Meaning {
  const isOfSubstance =
    /VOLATILE|MEMORY_BARRIER|IN_ATOMIC|DEPRECATED|UNSAFE|SIZEOF_ADDRESS|MULTIPLE_ASSIGN|NON_OCTAL|STRCPY|UNINITIALIZED/;
  return isOfSubstance.test(rule) ? {class: 'other', severity: 'minor'} : {class: 'style', severity: 'note'};
}
