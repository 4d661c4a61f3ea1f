// sparse through Kbuild (C=2): address spaces, locks that are not given back on every path, byte orders.

import type {CheckFinding} from '../../../core/examination.ts';
import {parseSparse, type SparseWarning} from '../../../kernel/sparse.ts';
import {makeCommand} from '../../build/builder.ts';
import {readRegular} from '../../build/copy-files.ts';
import {findTool} from '../../host/find-tool.ts';
import {type ModuleCheck, notRun} from '../module-check.ts';
import {endOfBuild} from './build-end.ts';
import {type CheckRoom, unseen} from './check-room.ts';
import type {Meaning} from './warning-classes.ts';

const deadlineSeconds = 60;
const fileName = '.sparse';
const bytesMax = 4 << 20;
const looked = 'the annotations of pointers, locks and byte orders (C=2)';

export function sparseCheck(room: CheckRoom, find: () => string | null = () => findTool('sparse')): ModuleCheck {
  return {
    check: 'sparse',
    deadlineSeconds,
    async run(request, signal) {
      const program = find();
      if (program === null) return notRun('sparse', 'sparse is not installed: apt-get install sparse');
      // What it can't run, the shell below would keep to itself.
      const hidden = unseen(program);
      if (hidden !== null) return notRun('sparse', hidden);
      const by = await room.versionOf(program);
      return room.withSources(request, by, async (work) => {
        const outcome = await work.run(
          ({buildFolder, workFolder}) =>
            makeCommand(room.kernel, buildFolder, workFolder, [
              'C=2',
              // Apart from what the compiler says, and no reason to fail.
              `CHECK=sh -c '${program} -Wcontext "$$@" 2>>${workFolder}/${fileName} || :' sparse`,
            ]),
          signal,
        );
        const read = await readRegular(`${work.path}/${fileName}`, bytesMax);
        const end = endOfBuild(outcome, work.inside, looked);
        const isBuilt = end.kind === 'finished';
        if ('bytes' in read)
          return {by, end, findings: sparseFindings(read.bytes.toString('utf8'), work.inside, isBuilt)};
        const why = `what sparse said ${read.refused}`;
        return {by, end: end.kind === 'finished' ? {kind: 'stopped', why} : end, findings: []};
      });
    },
  };
}

/** Of the module's own text. What sparse can't read of one that does not build is the compiler's to tell. */
export function sparseFindings(said: string, moduleFolder: string, isBuilt = true): readonly CheckFinding[] {
  const isTold = ({file, level}: SparseWarning): boolean =>
    file.startsWith(`${moduleFolder}/`) && (isBuilt || level !== 'error');
  const own = parseSparse(said).filter(isTold);
  const seen = new Map(own.map((warning) => [JSON.stringify(warning), warning]));
  return [...seen.values()].map((warning) => {
    const {file: path, line, text} = warning;
    const file = path.slice(moduleFolder.length + 1);
    const [claim = text] = text.split('\n');
    return {...meaningOf(warning), file, line, claim, evidence: `${file}:${line}: ${text}`};
  });
}

/** A cast that must be one says so with __force, so what is said of an address space is meant. */
function meaningOf({text, level}: SparseWarning): Meaning {
  if (level === 'error') return {class: 'other', severity: 'minor'};
  if (/^context imbalance in/.test(text)) return ofLocks(text);
  if (/address space|noderef/.test(text)) {
    const isUsers = !/__iomem|__rcu|__percpu/.test(text);
    return isUsers ? {class: 'unchecked user copy', severity: 'major'} : {class: 'annotation', severity: 'minor'};
  }
  if (/restricted|degrades to integer|modifiers/.test(text)) return {class: 'annotation', severity: 'minor'};
  if (/was not declared|plain integer as NULL|should it be static/i.test(text))
    return {class: 'style', severity: 'note'};
  return {class: 'other', severity: 'minor'};
}

/** A function that takes a lock for its caller, or gives it back, is only not annotated; one that differs from path to path is wrong. */
function ofLocks(text: string): Meaning {
  return {class: 'missing unlock', severity: /different lock contexts/.test(text) ? 'major' : 'minor'};
}
