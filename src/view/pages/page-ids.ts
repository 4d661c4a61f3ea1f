// The names of the pages; what each shows is said in `page-table.ts`.

export const pageIds = [
  'tasks',
  'findings',
  'examination',
  'builds',
  'crashes',
  'timeLine',
  'gauges',
  'constraints',
  'budgets',
  'opinion',
  'changes',
  'calls',
  'journal',
  'acceptance',
  'plans',
] as const;
export type PageId = (typeof pageIds)[number];
