import assert from 'node:assert/strict';
import test from 'node:test';
import {type CommandLine, parseCommandLine} from '../../src/cli/arguments.ts';
import {commands} from '../../src/cli/command-table.ts';
import {helpText} from '../../src/cli/help.ts';

const check = (words: string, expected: CommandLine | {readonly usage: string}) =>
  assert.deepEqual(parseCommandLine(words.split(' ').filter(Boolean)), expected);

test('without a word a person is asked, and run asks nobody', () => {
  check('', {command: 'start'});
  check('run', {command: 'run', headless: false, ask: false, unsafeHostBuild: false});
});
test('options without a command are those of run', () =>
  check('--headless --speed 100', {command: 'run', headless: true, ask: false, unsafeHostBuild: false, speed: 100}));
test('every option of run', () =>
  check('run --task t --model m --workspace w --config c', {
    ...{
      command: 'run',
      headless: false,
      ask: false,
      unsafeHostBuild: false,
      task: 't',
      model: 'm',
      workspace: 'w',
      config: 'c',
    },
  }));
test('every act may wait for a word', () =>
  check('run --ask', {command: 'run', headless: false, ask: true, unsafeHostBuild: false}));
test('attach, with an id and without', () => {
  check('attach', {command: 'attach'});
  check('attach 2026', {command: 'attach', id: '2026'});
});
test('sessions, resumed or listed', () => {
  check('sessions --json', {command: 'sessions', json: true});
  check('sessions --salvage 2026', {command: 'sessions', json: false, salvage: '2026'});
  check('resume', {command: 'resume', headless: false});
  check('resume 2026 --headless', {command: 'resume', headless: true, id: '2026'});
  check('replay 2026 --speed 8', {command: 'replay', id: '2026', speed: 8});
  check('replay', {usage: 'replay needs the id of a session; `quarterdeck sessions` lists them'});
  check('replay 2026 --speed 0', {usage: '--speed 0 is no number above 0 (1 is the recorded pace)'});
  check('report 2026 -o r.md', {command: 'report', id: '2026', out: 'r.md'});
  check('report', {usage: 'report needs the id of a session; `quarterdeck sessions` lists them'});
  check('prompt 2026 Executor --json', {command: 'prompt', id: '2026', role: 'executor', json: true});
  check('prompt 2026 verifier', {command: 'prompt', id: '2026', role: 'verifier', json: false});
  check('prompt', {usage: 'prompt needs the id of a session; `quarterdeck sessions` lists them'});
  const names = 'scheduler, planner, executor, reviewer, verifier';
  check('prompt 2026', {usage: `prompt needs a role: it is one of ${names}`});
  check('prompt 2026 cook', {usage: `there is no role "cook": it is one of ${names}`});
  check('resume a b', {usage: 'resume does not take "b"'});
});
test('how the screen is to be goes with every command that opens one', () => {
  check('attach --theme light', {command: 'attach', theme: 'light'});
  check('resume --screen-reader', {command: 'resume', headless: false, screenReader: true});
  check('replay 2026 --theme contrast', {command: 'replay', id: '2026', theme: 'contrast'});
  check('--theme pink', {usage: '--theme pink is none of terminal, dark, light, contrast'});
  check('--headless --screen-reader', {usage: '--headless and --screen-reader exclude each other'});
});
test('check needs a task', () => {
  check('check', {usage: 'check needs --task DIR: a folder with task.md and accept.sh'});
  check('check --task t --source s --target lab --boot --watch', {
    ...{command: 'check', task: 't', source: 's', target: 'lab', watch: true, boot: true, json: false},
    unsafeHostBuild: false,
  });
});
test('console, on a target or a line', () =>
  check('console --target /dev/ttyUSB0@115200 --capture c --hex', {
    ...{command: 'console', target: '/dev/ttyUSB0@115200', capture: 'c', timestamps: false, hex: true},
  }));
test('crash takes files, standard input, and modules one by one', () => {
  check('crash', {command: 'crash', files: [], json: false, ko: [], follow: false});
  check('crash - b.log --ko a.ko --ko b.ko --vmlinux v --color never', {
    ...{command: 'crash', files: ['-', 'b.log'], json: false, ko: ['a.ko', 'b.ko'], vmlinux: 'v', follow: false},
    color: 'never',
  });
  check('crash --color blue', {usage: '--color blue is none of auto, always and never'});
});
test('what a target can be asked', () => {
  check('target list --json', {command: 'target', what: {act: 'list', json: true}});
  check('target boot --target lab', {command: 'target', what: {act: 'boot'}, target: 'lab'});
  check('target exec -- ls -l --json', {
    ...{command: 'target', what: {act: 'exec', words: ['ls', '-l', '--json'], deadlineSeconds: 3600}},
  });
  check('target push a b --to /tmp', {command: 'target', what: {act: 'push', files: ['a', 'b'], to: '/tmp'}});
  check('target crashes', {command: 'target', what: {act: 'crashes', json: false}});
});
test('what a target can not be asked', () => {
  check('target', {usage: 'target takes one of list, boot, reset, off, exec, push and crashes'});
  check('target bot', {usage: 'target takes list, boot, reset, off, exec, push and crashes, not "bot"'});
  check('target boot lab', {usage: 'target boot does not take "lab"'});
  check('target exec', {usage: 'target exec takes a command after --'});
  check('target exec --deadline 0 -- true', {usage: '--deadline 0 is no number of seconds from 1 to 604800'});
  check('target push', {usage: 'target push takes the files to put on the target'});
  check('target off --json', {usage: '--json does not go with target off'});
});
test('docs take names or a phrase', () => {
  check('docs misc_register kfree --json --target lab', {
    ...{command: 'docs', words: ['misc_register', 'kfree'], examples: false, json: true, target: 'lab'},
  });
  check('docs --examples kfree', {command: 'docs', words: ['kfree'], examples: true, json: false});
  check('docs', {usage: 'docs takes a name, such as misc_register, or a phrase to search for'});
});
test('a target for a run', () =>
  check('--target lab', {command: 'run', headless: false, ask: false, unsafeHostBuild: false, target: 'lab'}));
test('doctor', () => check('doctor --json --self-test', {command: 'doctor', json: true, selfTest: true}));
test('help and version, wherever they stand', () => {
  check('run --help', {command: 'help', about: 'run'});
  check('help target', {command: 'help', about: 'target'});
  check('help', {command: 'help'});
  check('-h', {command: 'help'});
  check('--version', {command: 'version'});
});

test('an unknown command', () =>
  check('rnu', {
    usage:
      'there is no command "rnu"; the commands are run, attach, sessions, resume, replay, report, prompt, check, examine, console, target, kernel, crash, docs and doctor',
  }));
test('an option of another command', () => check('attach --speed 3', {usage: '--speed does not go with attach'}));
test('an operand too many', () => check('attach a b', {usage: 'attach does not take "b"'}));
test('an acceptance that goes by unread', () => {
  check('--goal b --headless --approve-acceptance', {
    ...{command: 'run', goal: 'b', headless: true, ask: false, approveAcceptance: true, unsafeHostBuild: false},
  });
  check('--goal b --approve-acceptance', {
    usage: '--approve-acceptance goes with --headless; on the screen you are asked',
  });
  check('--approve-acceptance --headless', {
    usage: '--approve-acceptance goes with --goal; a task folder has its acceptance',
  });
});
test('task and goal', () => check('--task a --goal b', {usage: '--task and --goal exclude each other'}));
test('record and tape', () => check('--record a --tape b', {usage: '--record and --tape exclude each other'}));
test('model and tape', () => check('--model a --tape b', {usage: '--model and --tape exclude each other'}));
test('a speed that is none', () => {
  for (const speed of ['0', '-1', 'fast', 'NaN', 'Infinity']) {
    const parsed = parseCommandLine([`--speed=${speed}`]);
    assert.ok('usage' in parsed, speed);
    assert.match(parsed.usage, /no number above 0/);
  }
});
test('an unknown option is named', () => {
  const parsed = parseCommandLine(['--sped', '3']);
  assert.ok('usage' in parsed);
  assert.match(parsed.usage, /--sped/);
});
test('an empty value', () => check('--task=', {usage: '--task needs a value'}));

test('help tells each command and, of one, each option', () => {
  for (const [name, {about, options}] of Object.entries(commands)) {
    assert.ok(helpText().includes(about.split(' ').slice(0, 3).join(' ')), name);
    for (const option of Object.keys(options)) assert.ok(helpText(name).includes(`--${option}`), `${name} ${option}`);
  }
});
test('help fits a terminal of 120 columns', () => {
  const lines = [helpText(), ...Object.keys(commands).map((name) => helpText(name))].join('').split('\n');
  assert.deepEqual(
    lines.filter((line) => line.length > 118),
    [],
  );
});
