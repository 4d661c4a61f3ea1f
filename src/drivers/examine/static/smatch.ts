// smatch through Kbuild, where somebody has built it: no distribution packages it. Its database of the whole kernel is not needed for what it
// finds within a module.
import type {CheckFinding, FaultClass} from '../../../core/examination.ts';
import {parseSmatch, type ReportLine} from '../../../kernel/reports.ts';
import {makeCommand} from '../../build/builder.ts';
import {findTool} from '../../host/find-tool.ts';
import {type ModuleCheck, notRun} from '../module-check.ts';
import {endOfBuild} from './build-end.ts';
import {type CheckRoom, unseen} from './check-room.ts';

const deadlineSeconds = 120;

export function smatchCheck(room: CheckRoom, find: () => string | null = () => findTool('smatch')): ModuleCheck {
  return {
    check: 'smatch',
    deadlineSeconds,
    async run(request, signal) {
      const program = find();
      if (program === null) {
        return notRun(
          'smatch',
          'there is no smatch here, and no package of it: built from its source and put in PATH it is used',
        );
      }
      const hidden = unseen(program);
      if (hidden !== null) return notRun('smatch', hidden);
      const by = await room.versionOf(program);
      return room.withSources(request, by, async (work) => {
        const outcome = await work.run(
          ({buildFolder, workFolder}) =>
            makeCommand(room.kernel, buildFolder, workFolder, ['C=2', `CHECK=${program} -p=kernel`]),
          signal,
        );
        const said = outcome.kind === 'notStarted' ? '' : outcome.output;
        const end = endOfBuild(outcome, work.inside, 'the values and states on the paths through the module');
        return {by, end, findings: smatchFindings(said, work.inside)};
      });
    },
  };
}

export function smatchFindings(said: string, moduleFolder: string): readonly CheckFinding[] {
  const own = parseSmatch(said).filter(({file}) => file.startsWith(`${moduleFolder}/`));
  return own.map((report) => {
    const file = report.file.slice(moduleFolder.length + 1);
    const {line, level, text} = report;
    const severity = level === 'error' ? 'major' : 'minor';
    return {class: classOf(report), severity, file, line, claim: text, evidence: `${file}:${line}: ${level}: ${text}`};
  });
}

const classes: readonly (readonly [RegExp, FaultClass])[] = [
  [/double free/, 'double free'],
  [/dereferencing freed memory|passing freed memory|freed memory/, 'use after free'],
  [/memory leak|possible memory leak/, 'leak on an error path'],
  [/buffer overflow|out of bounds|array offset/, 'out of bounds'],
  [/uninitialized symbol|uninitialized/, 'uninitialised value'],
  [/inconsistent returns|missing unlock/, 'missing unlock'],
  [/double lock|already locked/, 'deadlock'],
  [/sleeping in atomic|scheduling while atomic/, 'sleeping in atomic'],
  [/we previously assumed|potential null deref|could be null|NULL deref/i, 'null dereference'],
  [/shift|divide by zero|signedness/, 'undefined behaviour'],
  [/copy_(?:from|to)_user|user pointer|user data/, 'unchecked user copy'],
  [/inconsistent indenting/, 'style'],
];

const classOf = ({text}: ReportLine): FaultClass => classes.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
