// Every page of the deck by its name.
import {acceptancePage} from './acceptance-page.ts';
import {budgetsPage} from './budgets-page.ts';
import {buildsPage} from './builds-page.ts';
import {callsPage} from './calls-page.ts';
import {changesPage} from './changes-page.ts';
import {constraintsPage} from './constraints-page.ts';
import {crashesPage} from './crashes-page.ts';
import {examinationPage} from './examination-page.ts';
import {findingsPage} from './findings-page.ts';
import {gaugesPage} from './gauges-page.ts';
import {journalPage} from './journal-page.ts';
import {opinionPage} from './opinion-page.ts';
import type {Page} from './page.ts';
import type {PageId} from './page-ids.ts';
import {plansPage} from './plans-page.ts';
import {tasksPage} from './tasks-page.ts';
import {timeLinePage} from './time-line-page.ts';

export const pages: Readonly<Record<PageId, Page>> = {
  tasks: tasksPage,
  findings: findingsPage,
  examination: examinationPage,
  builds: buildsPage,
  crashes: crashesPage,
  timeLine: timeLinePage,
  gauges: gaugesPage,
  constraints: constraintsPage,
  budgets: budgetsPage,
  opinion: opinionPage,
  changes: changesPage,
  calls: callsPage,
  journal: journalPage,
  acceptance: acceptancePage,
  plans: plansPage,
};
