// How much a finding weighs. Only the first two can block.
export const severities = ['critical', 'major', 'minor', 'note'] as const;
export type Severity = (typeof severities)[number];
