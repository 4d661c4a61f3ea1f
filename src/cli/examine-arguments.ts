// Which checks of which folder are meant by the words of `quarterdeck examine`.
import {type CheckName, dynamicChecks, staticChecks} from '../core/examination.ts';
import type {CommandLine, UsageFault} from './command-line.ts';

interface ExamineValues {
  readonly static?: boolean | undefined;
  readonly dynamic?: boolean | undefined;
  readonly check?: readonly string[] | undefined;
  readonly task?: string | undefined;
  readonly deadline?: string | undefined;
  readonly known?: string | undefined;
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly watch?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly 'unsafe-host-build'?: boolean | undefined;
}

const deadlineSecondsMax = 24 * 3600;
const allChecks: readonly CheckName[] = [...staticChecks, ...dynamicChecks];

export function examineOf(folder: string | undefined, values: ExamineValues): CommandLine | UsageFault {
  if (folder === undefined) return {usage: "examine needs the folder with a module's sources and its Kbuild file"};
  const checks = checksOf(values);
  if ('usage' in checks) return checks;
  const {deadline, task, known, target, config} = values;
  const seconds = Number(deadline ?? 1);
  if (!(seconds >= 1 && seconds <= deadlineSecondsMax)) {
    return {usage: `--deadline ${deadline} is no number of seconds from 1 to ${deadlineSecondsMax}`};
  }
  return {
    command: 'examine',
    folder,
    checks,
    watch: values.watch ?? false,
    json: values.json ?? false,
    unsafeHostBuild: values['unsafe-host-build'] ?? false,
    ...(deadline === undefined ? {} : {deadlineSeconds: seconds}),
    ...(task === undefined ? {} : {task}),
    ...(known === undefined ? {} : {known}),
    ...(target === undefined ? {} : {target}),
    ...(config === undefined ? {} : {config}),
  };
}

/** While somebody writes, what reads the source is quick enough; what runs the module is added by its name. */
function checksOf({
  static: reads,
  dynamic: runs,
  watch,
  check: named = [],
}: ExamineValues): readonly CheckName[] | UsageFault {
  const stray = named.find((name) => !allChecks.some((check) => check === name));
  if (stray !== undefined) return {usage: `there is no check "${stray}"; the checks are ${allChecks.join(', ')}`};
  const wanted: readonly string[] = [
    ...(reads || (watch && named.length === 0) ? staticChecks : []),
    ...(runs ? dynamicChecks : []),
    ...named,
  ];
  return wanted.length === 0 ? allChecks : allChecks.filter((check) => wanted.includes(check));
}
