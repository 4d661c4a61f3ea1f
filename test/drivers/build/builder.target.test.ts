import assert from 'node:assert/strict';
import {mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import test, {before, type TestContext} from 'node:test';
import {type Builder, createBuilder} from '../../../src/drivers/build/builder.ts';
import {runInSandbox} from '../../../src/drivers/build/sandbox.ts';
import {strippedPathOf} from '../../../src/drivers/build/stripped.ts';
import {cacheFolderOf} from '../../../src/drivers/session/folders.ts';
import {readBuildId} from '../../../src/drivers/target/build-id.ts';
import type {BuildOutcome, KernelTree} from '../../../src/ports.ts';
import {prepareHost} from '../../../src/setup/prepare.ts';
import {temporaryFolder} from '../../temporary.ts';

let kernel: KernelTree;
let bwrap: string;
let builder: Builder;

before(async () => {
  const host = await prepareHost({cacheFolder: cacheFolderOf(process.env), say: () => {}, tell: () => {}});
  if ('fault' in host) throw new Error(host.fault);
  kernel = host.kernel;
  bwrap = host.tools.bwrap;
  builder = createBuilder({kernel, bwrap, unsafeHostBuild: false});
});

const kbuild = 'obj-m := hello.o\n';
const ending = `
static void __exit hello_exit(void) {}
module_init(hello_init);
module_exit(hello_exit);
MODULE_DESCRIPTION("says hello");
`;
const good = `#include <linux/module.h>
static int __init hello_init(void) { pr_info("hello\\n"); return 0; }
${ending}MODULE_LICENSE("GPL");
`;

interface Built {
  readonly outcome: BuildOutcome;
  readonly out: string;
}

async function build(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  with_: {
    readonly builder?: Builder;
    readonly deadlineSeconds?: number;
    readonly signal?: AbortSignal;
    readonly whose?: 'own';
  } = {},
): Promise<Built> {
  const folder = await temporaryFolder(t);
  const [sourceFolder, out] = [join(folder, 'source'), join(folder, 'out')];
  await mkdir(sourceFolder);
  for (const [name, text] of Object.entries({...('Makefile' in files ? {} : {Kbuild: kbuild}), ...files}))
    await writeFile(join(sourceFolder, name), text);
  const request = {
    module: 'hello',
    sourceFolder,
    artefactFolder: out,
    deadlineSeconds: with_.deadlineSeconds ?? 120,
    ...(with_.whose === undefined ? {} : {whose: with_.whose}),
  };
  return {outcome: await (with_.builder ?? builder).build(request, with_.signal), out};
}

test('a good module is built, and says which build it is', async (t) => {
  const {outcome, out} = await build(t, {'hello.c': good});
  assert.equal(outcome.kind, 'built', JSON.stringify(outcome));
  if (outcome.kind !== 'built') return;
  assert.deepEqual(outcome.diagnostics, []);
  assert.equal(outcome.koPath, join(out, 'hello.ko'));
  assert.equal(outcome.buildId, await readBuildId(outcome.koPath));
  assert.ok((await stat(outcome.koPath)).isFile());
});

test('the copy without debug data is made in the sandbox, and is the same module', async (t) => {
  const {outcome} = await build(t, {'hello.c': good});
  assert.ok(outcome.kind === 'built', JSON.stringify(outcome));
  const stripped = strippedPathOf(outcome.koPath);
  assert.equal(await readBuildId(stripped), outcome.buildId);
  assert.ok((await stat(stripped)).size < (await stat(outcome.koPath)).size / 2);
});

test("a person's own makefile may hold what agents' may not; it still sees nothing but the sandbox", async (t) => {
  const own = `${kbuild}ccflags-y += -DHOME=\\"$(shell ls /root /home | wc -l)\\"\nall:\n\tmake modules\n`;
  const files = {Makefile: own, 'hello.c': good.replace('hello\\n', 'home: " HOME "\\n')};
  const {outcome} = await build(t, files, {whose: 'own'});
  assert.ok(outcome.kind === 'built', JSON.stringify(outcome));
  assert.match((await readFile(outcome.koPath)).toString('latin1'), /home: 0\n/);
});

test('a build that fills the disk is ended', async (t) => {
  const own = `${kbuild}$(obj)/hello.o: fill\nfill:\n\tfor at in 1 2 3 4 5 6 7 8; do head -c 200000000 /dev/zero >$(obj)/full-$$at; sleep 0.3; done\n`;
  const {outcome} = await build(t, {Kbuild: own, 'hello.c': good}, {whose: 'own'});
  assert.match(textsOf(outcome), /ended by the limit on what a build may write/);
});

test('warnings are found with their places, and what sparse says is a note', async (t) => {
  const source = good.replace('{ pr_info', '{ int unused; pr_info').replace('static int', 'int global;\nstatic int');
  const {outcome} = await build(t, {'hello.c': source});
  assert.equal(outcome.kind, 'built');
  assert.deepEqual('diagnostics' in outcome ? outcome.diagnostics : [], [
    {level: 'warning', file: 'hello.c', line: 3, column: 42, text: "unused variable 'unused' [-Wunused-variable]"},
    {
      level: 'note',
      file: 'hello.c',
      line: 2,
      column: 5,
      text: "sparse: symbol 'global' was not declared. Should it be static?",
    },
  ]);
});

test('an error fails the build, at its line', async (t) => {
  const {outcome} = await build(t, {'hello.c': good.replace('return 0;', 'return nothing;')});
  assert.equal(outcome.kind, 'failed');
  const errors = 'diagnostics' in outcome ? outcome.diagnostics.filter(({level}) => level === 'error') : [];
  assert.equal(errors[0]?.text, "'nothing' undeclared (first use in this function)");
  assert.deepEqual([...new Set(errors.map(({file, line}) => `${file}:${line}`))], ['hello.c:2']);
});

test('a symbol that nobody exports and a GPL-only one fail the build', async (t) => {
  const unknown = good
    .replace('pr_info("hello\\n")', 'not_in_any_kernel()')
    .replace('static int', 'void not_in_any_kernel(void);\nstatic int');
  const proprietary = good.replace('pr_info("hello\\n")', 'synchronize_rcu()').replace('"GPL"', '"Proprietary"');
  const first = await build(t, {'hello.c': unknown});
  assert.match(textsOf(first.outcome), /undefined symbol "not_in_any_kernel"/);
  const second = await build(t, {'hello.c': proprietary});
  assert.match(textsOf(second.outcome), /GPL-only symbol "synchronize_rcu"/);
});

test("a file of the host can't be carried off in a module", async (t) => {
  const {outcome} = await build(t, {'hello.c': `${good}asm(".incbin \\"/etc/passwd\\"");\n`});
  assert.equal(outcome.kind, 'failed');
  assert.match(textsOf(outcome), /\/etc\/passwd/);
});

test('a Kbuild file that runs a program is refused before anything runs', async (t) => {
  const {outcome} = await build(t, {Kbuild: `${kbuild}ccflags-y += $(shell id)\n`, 'hello.c': good});
  assert.equal(outcome.kind, 'refused');
});

test('a build that does not end is ended, and says so', async (t) => {
  // Each level includes itself twice: two to the power of 60 inclusions.
  const loop = '#if __INCLUDE_LEVEL__ < 60\n#include "loop.h"\n#include "loop.h"\n#endif\n';
  const {outcome} = await build(t, {'hello.c': `#include "loop.h"\n${good}`, 'loop.h': loop}, {deadlineSeconds: 3});
  assert.equal(outcome.kind, 'failed');
  assert.match(textsOf(outcome), /had not ended after 3 s/);
});

test('a build can be called off', async (t) => {
  const loop = '#if __INCLUDE_LEVEL__ < 60\n#include "loop.h"\n#include "loop.h"\n#endif\n';
  const files = {'hello.c': `#include "loop.h"\n${good}`, 'loop.h': loop};
  const {outcome} = await build(t, files, {signal: AbortSignal.timeout(500)});
  assert.match(textsOf(outcome), /was stopped before its end/);
});

test('a build that is called off while its sandbox is being made leaves nothing behind', async (t) => {
  for (const afterMs of [0, 2, 4, 8, 16]) {
    const {outcome} = await build(t, {'hello.c': good}, {signal: AbortSignal.timeout(afterMs)});
    assert.match(textsOf(outcome), /was stopped before its end/, `after ${afterMs} ms`);
  }
});

test('a module of two files in folders is built', async (t) => {
  const {outcome} = await build(t, {
    Kbuild: `${kbuild}hello-y := main.o other.o\nccflags-y := -DANSWER=42 -Wextra\n`,
    'main.c': good
      .replace('return 0;', 'return other() - ANSWER;')
      .replace('static int', 'int other(void);\nstatic int'),
    'other.c': 'int other(void);\nint other(void) { return ANSWER; }\n',
  });
  assert.equal(outcome.kind, 'built', JSON.stringify(outcome));
});

test('a module for another kernel than the target has is a fault, not a build', async (t) => {
  const other = createBuilder({kernel: {...kernel, release: '5.0.0-other'}, bwrap, unsafeHostBuild: false});
  const {outcome} = await build(t, {'hello.c': good}, {builder: other});
  assert.match(
    outcome.kind === 'fault' ? outcome.why : outcome.kind,
    /is for the kernel "6\..*the target's is 5\.0\.0-other/,
  );
});

test('without a sandbox nothing is built, unless a person typed that it may', async (t) => {
  const none = {kernel, bwrap: '/nonexistent/bwrap'};
  const refused = await build(t, {'hello.c': good}, {builder: createBuilder({...none, unsafeHostBuild: false})});
  assert.match(
    refused.outcome.kind === 'fault' ? refused.outcome.why : refused.outcome.kind,
    /apt-get install bubblewrap/,
  );
  const typed = await build(t, {'hello.c': good}, {builder: createBuilder({...none, unsafeHostBuild: true})});
  assert.equal(typed.outcome.kind, 'built', JSON.stringify(typed.outcome));
});

test('programs for the target are static', async (t) => {
  const folder = await temporaryFolder(t);
  const source = '#include <stdio.h>\n#include <pthread.h>\nint main(void) { return puts("hi") < 0; }\n';
  const made = await builder.buildPrograms({sources: [{name: 'probe', text: source}], folder});
  assert.ok('programs' in made, JSON.stringify(made));
  assert.deepEqual(
    made.programs.map(({name}) => name),
    ['probe'],
  );
  assert.deepEqual(await readFile(join(folder, 'probe')), made.programs[0]?.bytes);
  const broken = await builder.buildPrograms({sources: [{name: 'probe', text: 'int main('}], folder});
  assert.match('fault' in broken ? broken.fault : '', /gcc probe\.c ended with status 1: probe\.c:1:/);
});

async function inside(t: TestContext, script: string): Promise<string> {
  const workFolder = await temporaryFolder(t);
  const limits = {fileBytesMax: 1 << 20, memoryBytesMax: 1 << 30, cpuSeconds: 5, processesMax: 4096};
  const request = {mounts: kernel.mounts, workFolder, limits, command: ['/bin/sh', '-c', script]};
  const outcome = await runInSandbox(bwrap, request, {deadlineSeconds: 20, outputBytesMax: 1 << 20});
  return outcome.kind === 'exited' ? outcome.output : outcome.kind;
}

test("nothing of the host's environment is visible inside, not even of the sandbox's own process", async (t) => {
  process.env['OPENAI_API_KEY'] = 'a-secret-of-the-test';
  t.after(() => delete process.env['OPENAI_API_KEY']);
  const seen = await inside(t, 'env; for file in /proc/[0-9]*/environ; do tr "\\0" "\\n" < $file; done');
  assert.match(seen, /LC_ALL=C/);
  assert.doesNotMatch(seen, /a-secret-of-the-test|OPENAI/);
});

test('no network is inside', async (t) => {
  const server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const {port} = server.address() as AddressInfo;
  const ask = `exec 3<>/dev/tcp/127.0.0.1/${port} && echo connected`;
  const seen = await inside(t, `bash -c '${ask}' 2>&1; cat /proc/net/dev | grep -c eth`);
  assert.match(seen, /refused|unreachable/i);
  assert.doesNotMatch(seen, /connected/);
});

test('only the work folder and /tmp can be written, and a file has its limit', async (t) => {
  const seen = await inside(
    t,
    `for folder in / /usr /usr/src ${kernel.buildFolder} /etc /build /tmp; do (echo x > $folder/x) 2>/dev/null && echo "wrote $folder"; done
     sh -c 'head -c 3000000 /dev/zero > /build/large; :' 2>/dev/null; stat -c %s /build/large; ls /root /home 2>&1 | grep -v cannot`,
  );
  assert.deepEqual(seen.trim().split('\n'), ['wrote /build', 'wrote /tmp', '1048576']);
});

function textsOf(outcome: BuildOutcome): string {
  return 'diagnostics' in outcome ? outcome.diagnostics.map(({text}) => text).join('\n') : JSON.stringify(outcome);
}
