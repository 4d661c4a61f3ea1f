// Modules with a data race, and without it, on the race kernel of the cache where there is one.
import assert from 'node:assert/strict';
import test from 'node:test';
import {skip} from '../../target/race-kernel-for-tests.ts';
import {assertLeftAlone, classesOf, examined} from '../examined.ts';

const checks = ['races'] as const;

for (const name of ['hitcount', 'samplog']) {
  test(`${name}: both sides of its race are told, at their lines`, {skip}, async (t) => {
    const [races] = await examined(t, name, 'planted', checks);
    const findings = races?.findings ?? [];
    const all = JSON.stringify(races?.end);
    assert.ok(classesOf(findings).includes('data race'), all);
    const race = findings.find(({class: is}) => is === 'data race');
    assert.match(race?.claim ?? '', new RegExp(`^KCSAN: data-race in \\w+ / \\w+, at ${name}\\.c:\\d+`));
    assert.equal(race?.file, `${name}.c`);
    const sides = race?.report?.stacks.filter(({what}) => what === 'access').map(({frames}) => frames[0]?.module);
    assert.deepEqual(sides, [name, name], race?.evidence);
  });

  test(`${name}: without it nothing is said`, {skip}, async (t) => {
    assertLeftAlone(await examined(t, name, 'clean', checks), checks);
  });
}
