// What a check that is a build says of a module that does not build: once why, and never all that make printed.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {endOfBuild, withFirstError} from '../../../src/drivers/examine/static/build-end.ts';
import {ownFindings} from '../../../src/drivers/examine/static/own-findings.ts';
import {parseWarnings} from '../../../src/kernel/gcc.ts';
import type {ProcessOutcome} from '../../../src/ports.ts';

const logOf = (name: string): string =>
  readFileSync(new URL(`../../fixtures/kbuild/${name}.log`, import.meta.url), 'utf8');
const endOf = (outcome: ProcessOutcome) => endOfBuild(outcome, '/build', 'all of it');
const failed = (output: string): ProcessOutcome => ({kind: 'exited', code: 2, output});
const stopped = (why: string) => ({kind: 'stopped', why});
const finished = {kind: 'finished', looked: 'all of it'};

test('a module that does not compile is said to be one, in four words', () =>
  assert.deepEqual(endOf(failed(logOf('errors'))), stopped('the module does not build')));

test('what modpost refuses has been compiled and read', () => {
  assert.deepEqual(endOf({kind: 'exited', code: 0, output: ''}), finished);
  for (const name of ['undefined', 'nolicense', 'gplonly'])
    assert.deepEqual(endOf(failed(logOf(name))), finished, name);
});

test('where make itself failed, its reason is told', () =>
  assert.deepEqual(
    endOf(failed("make[1]: *** No rule to make target '/build/x.o'.  Stop.\nmake: *** [all] Error 2\n")),
    stopped("the module does not build: make: No rule to make target '/build/x.o'.  Stop."),
  ));

test('a build that was ended is no fault of the module', () => {
  const killed = {kind: 'killed', signal: 'SIGTERM', why: 'cancelled', output: logOf('errors')} as const;
  assert.deepEqual(endOf(killed), stopped('the build was still under way'));
  assert.deepEqual(endOf({kind: 'notStarted', reason: 'no bwrap'}), stopped('make does not start: no bwrap'));
});

test('the first error is the finding, and the errors after it are its evidence', () => {
  const errors = ownFindings(withFirstError(parseWarnings(logOf('errors'), '/build'))).filter(
    ({severity}) => severity === 'critical',
  );
  assert.deepEqual(
    errors.map(({class: kind, file, line, claim}) => ({kind, file, line, claim})),
    [{kind: 'does not build', file: 'ring.c', line: 6, claim: "'RING_SIZE' undeclared (first use in this function)"}],
  );
  assert.match(errors[0]?.evidence ?? '', /\nring\.c:8: expected ';' before '}' token\n/);
});

test('what is warned of in the line of an error is of it, what is warned of elsewhere is a finding', () => {
  const log = [
    '/build/ring.c:9:1: warning: data definition has no type or storage class',
    "/build/ring.c:9:1: error: type defaults to 'int' in declaration of 'nonsense' [-Werror=implicit-int]",
    "/build/ring.c:4:6: warning: unused variable 'n' [-Wunused-variable]",
    '',
  ].join('\n');
  assert.deepEqual(
    ownFindings(withFirstError(parseWarnings(log, '/build'))).map(({line, class: kind}) => `${line} ${kind}`),
    ['9 does not build', '4 style'],
  );
});
