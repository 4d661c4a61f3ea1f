// What `doctor` found, as a person reads it and as a program does. Pure.

export interface Check {
  readonly name: string;
  /** `missing` keeps a run from starting; `warn` does not. */
  readonly state: 'ok' | 'warn' | 'missing';
  readonly found: string;
  /** What to do about it. */
  readonly mend?: string;
}

export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({state}) => state !== 'missing');
}

export function tableOf(checks: readonly Check[]): string {
  const width = Math.max(0, ...checks.map(({name}) => name.length));
  const lines = checks.flatMap(({name, state, found, mend}) => [
    `${state.padEnd(8)}${name.padEnd(width)}  ${found.replaceAll('\n', `\n${' '.repeat(10 + width)}`)}`,
    ...(mend === undefined ? [] : mend.split('\n').map((line) => `${' '.repeat(8 + width)}  > ${line}`)),
  ]);
  return [...lines, '', verdictOf(checks), ''].join('\n');
}

export function jsonOf(checks: readonly Check[]): string {
  return `${JSON.stringify({ready: isReady(checks), checks})}\n`;
}

function verdictOf(checks: readonly Check[]): string {
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length;
  const warnings = count('warn') === 0 ? '' : `, ${count('warn')} to know of`;
  if (isReady(checks)) return `a run can start${warnings}`;
  return `${count('missing')} missing${warnings}; \`npm start\` sets up what it can by itself`;
}
