// What may hold a goal's work: the same parser as for task folders, a shell that reads and does not run, a compiler.
import assert from 'node:assert/strict';
import test from 'node:test';
import {checkAcceptance} from '../../src/cli/check-acceptance.ts';
import type {AcceptanceDraft} from '../../src/core/acceptance.ts';

const good: AcceptanceDraft = {
  markdown:
    '---\nname: tally\nmodule: tally\nminutes: 20\nconstraints:\n  - no globals\n---\nWrite a module `tally`.\n',
  script: '#!/bin/sh\ninsmod "$KO" || exit 1\nrmmod tally\n',
  programs: [],
};

async function check(change: Partial<AcceptanceDraft>, refused: RegExp | null): Promise<void> {
  const checked = await checkAcceptance(
    {...good, ...change},
    {
      folder: '/nowhere',
      module: 'tally',
      builder: {
        async buildPrograms({sources}) {
          const wrong = sources.find(({text}) => !text.includes('main'));
          return wrong === undefined ? {programs: []} : {fault: `gcc ${wrong.name}.c: undefined reference to main`};
        },
      },
    },
  );
  if (refused === null) {
    assert.ok(!('refused' in checked), JSON.stringify(checked));
    assert.deepEqual([checked.requirement.module, checked.constraints], ['tally', ['no globals']]);
  } else {
    assert.ok('refused' in checked);
    assert.match(checked.refused, refused);
  }
}

test('what can be read is taken', () => check({}, null));
test('task.md is read by the parser of task folders', () =>
  check({markdown: good.markdown.replace('20', 'ten')}, /task\.md:4:10: minutes is "ten"/));
test('a goal is prose', () =>
  check({markdown: '---\nname: tally\nmodule: tally\nminutes: 1\n---\n'}, /goal is missing/));
test('another module than the goal names', () =>
  check(
    {markdown: good.markdown.replace('module: tally', 'module: other')},
    /module is "other", and the goal is of "tally"/,
  ));
test('devices come too late', () =>
  check({markdown: good.markdown.replace('minutes: 20', 'minutes: 20\ntarget: {devices: [edu]}')}, /target\.devices/));
test('a script that no shell can read', () =>
  check(
    {script: '#!/bin/sh\nif [ "$KO" ]; then\n'},
    /accept\.sh is no script that the target's shell can read: .*[Ss]yntax/s,
  ));
test('a script is read, and nothing of it is run', () =>
  check({script: '#!/bin/sh\nkill -9 $PPID $$\ninsmod "$KO"\n'}, null));
test('a script that never loads the module', () =>
  check({script: '#!/bin/sh\ntrue\n'}, /never loads the module under test/));
test('a script of another shell', () => check({script: '#!/bin/bash\ninsmod "$KO"\n'}, /must be #!\/bin\/sh/));
test('programs are compiled', () =>
  check({programs: [{name: 'probe', source: 'int x;'}]}, /don't compile: gcc probe\.c: undefined reference/));
test('programs that compile', () => check({programs: [{name: 'probe', source: 'int main(void) {}'}]}, null));
