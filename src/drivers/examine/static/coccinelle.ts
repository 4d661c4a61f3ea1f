// Semantic patches over the module's files: each in a run of its own with a deadline of its own, so that one that does not end costs no other.
import {join} from 'node:path';
import type {CheckFinding, FaultClass} from '../../../core/examination.ts';
import {parseCoccinelle, type ReportLine} from '../../../kernel/reports.ts';
import type {ProcessOutcome} from '../../../ports.ts';
import {findTool} from '../../host/find-tool.ts';
import {type Looked, type ModuleCheck, notRun} from '../module-check.ts';
import {type CheckRoom, unseen, type WorkFolder} from './check-room.ts';
import {type CocciRule, cocciRules, factClasses, factsRule} from './cocci-rules.ts';
import {factFindings} from './facts/fact-findings.ts';
import {parseFacts} from './facts/parse-facts.ts';
import {kernelScripts, type ScriptsPlace} from './kernel-scripts.ts';
import {sourcesIn} from './source-lines.ts';

export interface CoccinellePlace extends ScriptsPlace {
  /** The house's own semantic patches. */
  readonly rulesFolder: string;
}

const deadlineSeconds = 240;
const ruleSecondsMax = 30;
const atOnce = 2;
const insideOf = {kernel: '/kernel-scripts/coccinelle', house: '/house-rules'} as const;

export function coccinelleCheck(room: CheckRoom, place: CoccinellePlace): ModuleCheck {
  return {
    check: 'coccinelle',
    deadlineSeconds,
    async run(request, signal) {
      const spatch = findTool('spatch');
      if (spatch === null) return notRun('coccinelle', 'spatch is not installed: apt-get install coccinelle');
      const hidden = unseen(spatch);
      if (hidden !== null) return notRun('coccinelle', hidden);
      const scripts = await kernelScripts(place, signal);
      const rules = [...cocciRules, factsRule].filter(({whose}) => whose === 'house' || 'folder' in scripts);
      const by = `${await room.versionOf(spatch)}${'of' in scripts ? `, scripts of ${scripts.of}` : ''}`;
      const mounts = [
        {from: place.rulesFolder, to: insideOf.house},
        ...('folder' in scripts ? [{from: scripts.folder, to: '/kernel-scripts'}] : []),
      ];
      return room.withSources(request, by, async (work) => {
        const runOf = rulesRunner({spatch, mounts, work, files: await sourcesIn(work.path)});
        const without = 'why' in scripts ? `; of the kernel's rules none, ${scripts.why}` : '';
        return lookedOf(by, await inPool(rules, runOf, signal), signal, without);
      });
    },
  };
}

export interface RuleRun {
  readonly rule: CocciRule;
  readonly outcome: ProcessOutcome;
}

type Runner = (rule: CocciRule, signal: AbortSignal) => Promise<RuleRun>;

function rulesRunner(options: {
  readonly spatch: string;
  readonly mounts: Parameters<WorkFolder['run']>[2];
  readonly work: WorkFolder;
  readonly files: readonly string[];
}): Runner {
  const {spatch, mounts, work} = options;
  // Headers are read where they are included.
  const files = options.files.filter((name) => name.endsWith('.c'));
  return async (rule, signal) => {
    const script = join(insideOf[rule.whose], `${rule.name}.cocci`);
    const outcome = await work.run(
      ({at}) => [spatch, ...spatchOptions, '--cocci-file', at(script), ...files],
      AbortSignal.any([signal, AbortSignal.timeout(ruleSecondsMax * 1000)]),
      mounts,
    );
    return {rule, outcome};
  };
}

const spatchOptions = ['--very-quiet', '--no-show-diff', '-D', 'report'];

/** Those that were begun before the signal, in the order of the rules. */
async function inPool(rules: readonly CocciRule[], runOf: Runner, signal: AbortSignal): Promise<readonly RuleRun[]> {
  const runs = new Map<CocciRule, RuleRun>();
  const left = [...rules];
  const worker = async (): Promise<void> => {
    for (let rule = left.shift(); rule !== undefined && !signal.aborted; rule = left.shift()) {
      runs.set(rule, await runOf(rule, signal));
    }
  };
  await Promise.all(Array.from({length: atOnce}, worker));
  return rules.flatMap((rule) => runs.get(rule) ?? []);
}

export function lookedOf(by: string, runs: readonly RuleRun[], signal: AbortSignal, without: string): Looked {
  const findings = runs.flatMap(foundBy);
  const ended = runs.filter(({outcome}) => outcome.kind === 'exited' && outcome.code === 0);
  const others = runs.filter((run) => !ended.includes(run)).map(({rule}) => rule.name);
  if (signal.aborted) return {by, findings, end: {kind: 'stopped', why: `${ended.length} rules had been tried`}};
  if (ended.length === 0)
    return {by, findings, end: {kind: 'stopped', why: `no rule came to its end: ${firstWords(runs)}`}};
  const unended = others.length === 0 ? '' : `; not to their end: ${others.join(', ')}`;
  const notFor = classesMissed(runs);
  const end = {kind: 'finished', looked: `${ended.length} rules${unended}${without}`} as const;
  return {by, findings, end: notFor.length === 0 ? end : {...end, notFor}};
}

/** Of rules whose time was over: on another day they may come to their end. One that fails does so each time. */
function classesMissed(runs: readonly RuleRun[]): readonly FaultClass[] {
  const late = runs.filter(({outcome}) => outcome.kind === 'killed' && outcome.why !== 'other').map(({rule}) => rule);
  return [...new Set(late.flatMap((rule) => (rule === factsRule ? factClasses : [rule.class])))];
}

function foundBy({rule, outcome}: RuleRun): readonly CheckFinding[] {
  if (outcome.kind === 'notStarted') return [];
  if (rule === factsRule) return factFindings(parseFacts(outcome.output));
  return parseCoccinelle(outcome.output).map((report) => findingOf(rule, report));
}

function firstWords([first]: readonly RuleRun[]): string {
  if (first === undefined) return 'there is none';
  const {outcome} = first;
  return (outcome.kind === 'notStarted' ? outcome.reason : outcome.output.trim().split('\n')[0] || outcome.kind).slice(
    0,
    300,
  );
}

export function findingOf(rule: CocciRule, {file, line, text, level}: ReportLine): CheckFinding {
  const {class: kind, name, says} = rule;
  // The house's rules say of what they can't be certain that it is a warning; the kernel's mean nothing by the word.
  const severity = rule.whose === 'house' && level === 'warning' ? 'minor' : rule.severity;
  // As a person writes it.
  const told = text.replace(/([&*!]) (?=\w)/g, '$1').replace(/ (->|\.) (?=\w)/g, '$1');
  const claim = says === undefined ? told : `${says}: ${told}`;
  // The line itself is added to it: nobody needs to read the claim twice.
  return {class: kind, severity, file, line, claim, evidence: `${file}:${line}: ${name}.cocci`};
}
