import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {configurationOf} from '../../config/schema.ts';
import type {TargetSettings} from '../../src/core/target-settings.ts';

const presets = fileURLToPath(new URL('../../config/targets/', import.meta.url));
const board = 'kind: board, console: {path: /dev/x}, kernel: {build: /b}';

function lab(written: string): TargetSettings | undefined {
  return configurationOf([{path: 'q.yaml', text: `targets: {lab: {${written}}}`}]).targets['lab'];
}

function wordsOf(text: string): string {
  try {
    configurationOf([{path: 'q', text}]);
    return 'taken';
  } catch (error) {
    return (error as Error).message.replaceAll(/^q:\d+:\d+: /gm, '');
  }
}

function refused(written: string, expected: string): void {
  assert.equal(wordsOf(`targets: {lab: {${written}}}`), expected);
}

test('without a word there is one target, an emulated machine with the kernel of the distribution', () => {
  const {target, targets} = configurationOf([]);
  assert.equal(target, 'qemu');
  assert.deepEqual(targets, {
    qemu: {
      ...{kind: 'qemu', name: 'qemu', machine: 'pc', memoryMiB: 512, cpus: 1, devices: [], accelerator: 'auto'},
      kernel: {kind: 'distro'},
    },
  });
});

test('the built-in one can be changed', () => {
  const {targets} = configurationOf([{path: 'q', text: 'targets: {qemu: {cpus: 4}}'}]);
  assert.deepEqual([Object.keys(targets), targets['qemu']?.kind === 'qemu' && targets['qemu'].cpus], [['qemu'], 4]);
});

test('a kernel is the tree it was built in, or its parts', () => {
  const kernelOf = (written: string) => {
    const settings = lab(`kernel: ${written}`);
    return settings?.kind === 'qemu' ? settings.kernel : null;
  };
  assert.deepEqual(kernelOf('{tree: /src/linux}'), {kind: 'tree', path: '/src/linux'});
  assert.deepEqual(kernelOf('sanitizer'), {kind: 'built', profile: 'sanitizer'});
  assert.deepEqual(kernelOf('{image: /i, modules: /m, build: /b}'), {
    ...{kind: 'parts', image: '/i', modules: '/m', build: '/b'},
  });
});

test('a kernel that was built for checks gets the memory that its books take, and one that looks for races two processors', () => {
  const sizeOf = (written: string) => {
    const settings = lab(written);
    return settings?.kind === 'qemu' ? [settings.memoryMiB, settings.cpus] : null;
  };
  assert.deepEqual(sizeOf('kernel: sanitizer'), [1024, 1]);
  assert.deepEqual(sizeOf('kernel: kcsan'), [1024, 2]);
  assert.deepEqual(sizeOf('kernel: kcsan, memoryMiB: 2048, cpus: 4'), [2048, 4]);
});

test('a board has what most boards have where nothing is said', () => {
  assert.deepEqual(lab(board), {
    kind: 'board',
    name: 'lab',
    line: {
      ...{kind: 'serial', path: '/dev/x', baudRate: 115200, dataBits: 8, parity: 'none', stopBits: 1},
      flowControl: 'none',
    },
    power: {},
    sysrq: false,
    login: {
      ...{user: 'root', loginPrompt: 'login: ?$', passwordPrompt: '[Pp]assword: ?$', shellPrompt: '[#$] ?$'},
    },
    transfer: {kind: 'console'},
    panicRebootSeconds: 10,
    bootSeconds: 120,
    silenceSeconds: 60,
    kernel: {build: '/b', architecture: 'x86_64', crossCompile: ''},
  });
});

test('power is a program with its arguments, or a pulse of a line', () => {
  const settings = lab(
    `${board}, power: {on: [relay, '1'], off: {command: [relay, '0'], deadlineSeconds: 5}, reset: {pulse: rts}}`,
  );
  assert.deepEqual(settings?.kind === 'board' && settings.power, {
    on: {kind: 'command', words: ['relay', '1'], deadlineSeconds: 30},
    off: {kind: 'command', words: ['relay', '0'], deadlineSeconds: 5},
    reset: {kind: 'pulse', line: 'rts', milliseconds: 200, active: true},
  });
});

test('files go over the console, paced or not, or by ssh', () => {
  const transferOf = (written: string) => {
    const settings = lab(`${board}, transfer: ${written}`);
    return settings?.kind === 'board' ? settings.transfer : null;
  };
  assert.deepEqual(transferOf('{bytesPerSecondMax: 960}'), {kind: 'console', bytesPerSecondMax: 960});
  assert.deepEqual(transferOf('{ssh: root@lab}'), {kind: 'ssh', destination: 'root@lab', port: 22});
});

test('a target is taken whole from the last file that has it', () => {
  const {targets} = configurationOf([
    {path: 'a', text: 'targets: {lab: {cpus: 2, memoryMiB: 1024}, other: {}}'},
    {path: 'b', text: `targets: {lab: {${board}}}`},
  ]);
  assert.deepEqual([Object.keys(targets), targets['lab']?.kind], [['qemu', 'lab', 'other'], 'board']);
});

test('a target that is not there is named with those that are, also when another file names it', () => {
  assert.equal(
    wordsOf('target: lab\ntargets: {a: {}}'),
    'target is "lab": there is no such target; the targets are qemu, a',
  );
  assert.throws(
    () =>
      configurationOf([
        {path: 'a', text: 'target: lab'},
        {path: 'b', text: 'targets: {a: {}}'},
      ]),
    /^Error: a:1:9: target is "lab": there is no such target/,
  );
});

test('settings in the place of a name are told where they belong', () =>
  assert.match(wordsOf('target: {cpus: 2}'), /^target: must be the name of a target; .* targets\.NAME/));

test('a mistake is told by its key and a reason', () => {
  refused('cpus: two', 'targets.lab.cpus is "two": Invalid input: expected number, received string');
  refused('memory: 512', 'targets.lab.memory is 512: there is no such key');
  refused('kind: bord', 'targets.lab.kind is "bord": must be qemu or board');
  refused('machine: a b', 'targets.lab.machine is "a b": must be a machine that QEMU knows, such as pc or q35');
  refused('devices: [-hda]', 'targets.lab.devices.0 is "-hda": must begin with the name of a QEMU device');
  refused('kernel: {tree: linux}', 'targets.lab.kernel.tree is "linux": must be an absolute path');
  refused(
    'kernel: /boot',
    'targets.lab.kernel is "/boot": must be distro, sanitizer, kcsan, {tree: FOLDER}, or {image: FILE, modules: FOLDER, build: FOLDER}',
  );
  refused('kernel: {image: /i, modules: /m}', 'targets.lab.kernel.build: it is missing');
  assert.equal(
    wordsOf('targets: {My Lab: {}}'),
    'targets.My Lab: a name has up to 24 lower case letters, digits and . _ -',
  );
});

test("a board's mistake is told by its key and a reason", () => {
  const withoutConsole = 'kind: board, kernel: {build: /b}';
  refused(
    'console: {path: /dev/x}',
    'targets.lab.console: there is no such key in a target of kind qemu; it goes with `kind: board`',
  );
  refused(
    `${withoutConsole}`,
    'targets.lab.console: must be {path: DEVICE, baudRate: 115200, ...} or {host: HOST, port: PORT}',
  );
  refused(
    `${withoutConsole}, console: {path: /dev/x, baudRate: fast}`,
    'targets.lab.console.baudRate is "fast": Invalid input: expected number, received string',
  );
  refused(`${withoutConsole}, console: {path: /dev/x, baud: 1}`, 'targets.lab.console.baud is 1: there is no such key');
  refused(`${withoutConsole}, console: {host: lab}`, 'targets.lab.console.port: it is missing');
  refused('kind: board, console: {path: /dev/x}', 'targets.lab.kernel: it is missing');
  refused(
    `${board}, power: {on: {pulse: cts}}`,
    'targets.lab.power.on.pulse is "cts": Invalid option: expected one of "dtr"|"rts"',
  );
  refused(`${board}, power: {up: [a]}`, 'targets.lab.power.up: there is no such key');
  refused(
    `${board}, power: {on: relay 1 on}`,
    'targets.lab.power.on is "relay 1 on": must be a list (a program and its arguments), {command: [...]} or {pulse: dtr, milliseconds: 200}',
  );
  refused(`${board}, login: {shellPrompt: '('}`, 'targets.lab.login.shellPrompt is "(": must be a regular expression');
  refused(
    `${board}, login: {passwordVariable: 'se cret'}`,
    'targets.lab.login.passwordVariable is "se cret": must be the name of an environment variable; the password stands in no file',
  );
  refused(
    `${board}, transfer: scp`,
    'targets.lab.transfer is "scp": must be console, {bytesPerSecondMax: N} or {ssh: USER@HOST, port: 22}',
  );
});

test('a password in a base URL is refused, and not shown', () =>
  assert.equal(
    wordsOf('provider: {baseUrl: "http://me:secret@host/v1"}'),
    'provider.baseUrl: must carry no name and no password: a key stands in the variable of provider.keyVariable',
  ));

const files = readdirSync(presets).filter((name) => name.endsWith('.yaml'));

test('every preset is a configuration, chooses its own target, and stands in the table', () => {
  assert.ok(files.length >= 8, `${files.length} presets`);
  const table = readFileSync(`${presets}README.md`, 'utf8');
  for (const name of files) {
    const text = readFileSync(`${presets}${name}`, 'utf8');
    const {target, targets} = configurationOf([{path: name, text}]);
    assert.ok(target === 'qemu' || name !== 'qemu.yaml', name);
    assert.equal(targets[target]?.kind, name.startsWith('board') ? 'board' : 'qemu', name);
    assert.match(text, /^# /, name);
    assert.ok(table.includes(`[${name}](${name})`), name);
  }
});

test('the preset of the default is the default', () => {
  const text = readFileSync(`${presets}qemu.yaml`, 'utf8');
  assert.deepEqual(configurationOf([{path: 'qemu.yaml', text}]), configurationOf([]));
});
