// The words of the command line: every option, and for each command which of them it takes, its operands and what it is for.

/** As node's `parseArgs` takes them; `value` is how help names what follows. */
export const options = {
  task: {type: 'string', value: 'DIR'},
  goal: {type: 'string', value: 'TEXT'},
  model: {type: 'string', value: 'NAME'},
  tape: {type: 'string', value: 'FILE'},
  record: {type: 'string', value: 'FILE'},
  speed: {type: 'string', value: 'N'},
  workspace: {type: 'string', value: 'DIR'},
  source: {type: 'string', value: 'DIR'},
  target: {type: 'string', value: 'NAME'},
  config: {type: 'string', value: 'FILE'},
  constraints: {type: 'string', value: 'FILE'},
  capture: {type: 'string', value: 'FILE'},
  ko: {type: 'string', value: 'FILE', multiple: true},
  vmlinux: {type: 'string', value: 'FILE'},
  color: {type: 'string', value: 'WHEN'},
  theme: {type: 'string', value: 'NAME'},
  to: {type: 'string', value: 'DIR'},
  salvage: {type: 'string', value: 'ID'},
  out: {type: 'string', short: 'o', value: 'FILE'},
  deadline: {type: 'string', value: 'SECONDS'},
  check: {type: 'string', value: 'NAME', multiple: true},
  known: {type: 'string', value: 'FILE'},
  profile: {type: 'string', value: 'NAME'},
  jobs: {type: 'string', value: 'N'},
  headless: {type: 'boolean'},
  'screen-reader': {type: 'boolean'},
  ask: {type: 'boolean'},
  'approve-acceptance': {type: 'boolean'},
  'unsafe-host-build': {type: 'boolean'},
  watch: {type: 'boolean'},
  boot: {type: 'boolean'},
  timestamps: {type: 'boolean'},
  hex: {type: 'boolean'},
  follow: {type: 'boolean'},
  examples: {type: 'boolean'},
  static: {type: 'boolean'},
  dynamic: {type: 'boolean'},
  json: {type: 'boolean'},
  'self-test': {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
  version: {type: 'boolean'},
} as const;

export type Option = keyof typeof options;

export interface CommandWords {
  /** What follows `quarterdeck`, a line each. */
  readonly usage: readonly string[];
  readonly about: string;
  /** What each option that goes with it does, in the order of help. */
  readonly options: Partial<Readonly<Record<Option, string>>>;
  readonly operandsMax: number;
  readonly more?: string;
}

const config =
  'a configuration that goes before the ones in $XDG_CONFIG_HOME/quarterdeck/quarterdeck.yaml and ./quarterdeck.yaml';
const target = 'a target of the configuration (default: what its `target` names, else the built-in qemu)';
const unsafe =
  'compile without a sandbox where bubblewrap does not work; what is compiled can then read and write whatever you can';

const screen = {
  theme: 'the colours: terminal (its own sixteen), dark, light or contrast; NO_COLOR leaves colours out',
  'screen-reader': 'no full screen: what happens as plain lines, and a line to type for what you want',
} as const;

export const commands = {
  run: {
    usage: [
      '[run] [--task DIR | --goal TEXT] [--model NAME | --tape FILE] [--speed N]',
      '      [--record FILE] [--workspace DIR] [--target NAME] [--config FILE]',
      '      [--constraints FILE] [--ask | --headless | --screen-reader] [--theme NAME]',
      '      [--approve-acceptance]',
    ],
    about:
      'work on a task, watched from a full screen; without --task and --goal it is the shipped task ringlog. `quarterdeck` without a word asks what to do',
    options: {
      task: 'a folder with task.md, accept.sh and helper programs in C',
      goal: "a module in a sentence that names it: 'a module named mychar that ...', or its name in `backquotes`. The Planner first writes task.md and accept.sh for it; you read, edit and approve them, and nothing changes them afterwards",
      'approve-acceptance':
        'with --goal and --headless: what the Planner writes to hold the work against is taken unread',
      model: 'the model for all roles (default: gpt-5.5, or what the configuration says for each role)',
      tape: 'play a recording in place of a model: a file, or the name of a shipped one (ringlog, ringlog-hang, goal)',
      record:
        "write the model's answers as a tape while they come, without keys and this host's paths; --tape plays it",
      speed: 'play a tape N times as fast as it was recorded',
      workspace: 'the git repository that the agents write in (default: ./quarterdeck-work/TASK)',
      target,
      config,
      constraints:
        "a file of constraints that you keep in an editor; it is read at each save, and may not lie in the workspace (default: constraints.md in the session's folder, whose path the page of constraints shows)",
      ask: 'nothing is built, loaded, switched or committed before you allow it (`approve` in the configuration says it for each)',
      headless: 'no screen: events as JSON lines on standard output, the last one is session.ended',
      ...screen,
      'unsafe-host-build': unsafe,
    },
    operandsMax: 0,
    more: 'A model needs its key in the environment (OPENAI_API_KEY, or the variable that the configuration names). Without one the tape that fits the task is played, and the screen says so.',
  },
  attach: {
    usage: ['attach [ID] [--theme NAME] [--screen-reader]'],
    about: 'come back to a session: the newest one, or the one with this id (a unique beginning is enough)',
    options: screen,
    operandsMax: 1,
    more: 'A session that runs is watched, one that has ended is shown as it ended, and one whose core is gone is taken up as by resume.',
  },
  sessions: {
    usage: ['sessions [--json] [--salvage ID]'],
    about: 'the sessions on this host, newest first: how each stands, what it works on, what it cost',
    options: {
      json: 'the list as JSON',
      salvage: 'make a new session of what stands before the damage in the journal of this one, which stays as it is',
    },
    operandsMax: 0,
  },
  resume: {
    usage: ['resume [ID] [--headless | --screen-reader] [--theme NAME]'],
    about: 'take up a session that has not ended and whose core is gone: the newest one, or the one with this id',
    options: {headless: 'no screen: events as JSON lines on standard output, the last one is session.ended', ...screen},
    operandsMax: 1,
    more: 'What was under way when the core ended is looked at, not done again: a file that was to be written is read, a commit is looked for, a run is begun anew on a clean target. A session that runs is not resumed but attached to. Without a screen nobody is asked: a paused session goes on, and a question that waited is answered so.',
  },
  replay: {
    usage: ['replay ID [--speed N] [--theme NAME]'],
    about: 'the deck as it was, from the journal and the capture of a session: play it, stop it, go to any event of it',
    options: {speed: 'play it N times as fast as it was (default: 1)', theme: screen.theme},
    operandsMax: 1,
    more: 'space plays and pauses, the left and right arrows go by an event, [ and ] by a mark, Home and End to the ends, + and - change the speed. Silences of more than 5 seconds are passed over. Nothing is run, and nothing of the session is changed.',
  },
  report: {
    usage: ['report ID [-o FILE]'],
    about: 'what was asked, done and found in a session, with the evidence and the cost, as Markdown',
    options: {out: 'write it there, over what is there, and not to standard output (also -o)'},
    operandsMax: 1,
  },
  prompt: {
    usage: ['prompt ID ROLE [--json]'],
    about: 'what a role would be asked now in a session: each section with its size in tokens, and what was cut of it',
    options: {json: 'the sections, and the request as it goes to the model, as JSON'},
    operandsMax: 2,
    more: 'ROLE is scheduler, planner, executor, reviewer or verifier. It is compiled from the journal, as the core does it, whether the session runs, was left or has ended; for a role that is set to nothing now it is the last that it would have seen. `prompt` in the configuration says how large a prompt and its sections may be. Exit status: 2 no such session, or the role was set to nothing in it; 3 the prompt has no room.',
  },
  check: {
    usage: ['check --task DIR [--source DIR] [--target NAME] [--watch] [--boot] [--json] [--config FILE]'],
    about: 'build a module, run its task on the target, and say what failed, where, and what the console said',
    options: {
      task: 'a folder with task.md, accept.sh and helper programs in C',
      source: "the folder with the module's sources (default: the current one)",
      target,
      watch: 'do it again whenever a file is saved',
      boot: 'begin with a real boot, not from the saved state',
      json: 'the verdict as JSON',
      config,
      'unsafe-host-build': unsafe,
    },
    operandsMax: 0,
    more: "A build with warnings is run, and may be accepted here; no agent's work is accepted with one, so the verdict tells of them. The console of the last run and its module with debug data are kept; the verdict says where. `quarterdeck crash CONSOLE --ko MODULE` reads them again.",
  },
  examine: {
    usage: [
      'examine FOLDER [--static] [--dynamic] [--check NAME ...] [--task DIR] [--deadline SECONDS]',
      '      [--known FILE] [--watch] [--json] [--target NAME] [--config FILE]',
    ],
    about: "what compilers, analysers and a sanitizer kernel find in a module's folder, each finding with its evidence",
    options: {
      static:
        'only what reads the source: compiler (W=1), analyzer (gcc -fanalyzer), sparse, checkpatch, coccinelle, smatch',
      dynamic: 'only what runs the module: load, accept, leaks, allocations, parallel, races, reload, kunit',
      check: 'only this check; may be given again',
      task: 'a folder with task.md and accept.sh, whose acceptance the module is run through; without it, it is loaded and unloaded',
      deadline: 'how long each check may take (default: one of its own for each)',
      known:
        'findings that are in FILE, which an earlier --json has printed, are told in a line each, and do not make the exit status 1; they are known by class, words, function and the text of the line',
      watch:
        'do it again whenever a file is saved, and say what is new and what is gone since the last time; the static checks alone, unless others are named (--dynamic adds those)',
      json: 'the results as one line of JSON, what is known among them: {"module", "results": [{"check", "by", "end", "findings", "durationMs"}]}',
      target,
      config,
      'unsafe-host-build': unsafe,
    },
    operandsMax: 1,
    more: 'A check says what looked, for how long, and what it found; one that could not be run, or was stopped at its deadline, says why. What several checks found is told once, with their names. A result without findings says that these checks found nothing, and no more than that. Exit status: 0 nothing of weight found, 1 findings of major severity or worse, 2 usage or configuration, 3 none of the checks came to its end.',
  },
  console: {
    usage: ['console [--target NAME | --target PATH@SPEED] [--capture FILE] [--timestamps] [--hex]'],
    about:
      "a terminal on a target's console line: reconnects, captures, and names a crash when it sees one; an emulated target that is off is booted first and runs on afterwards",
    options: {
      target: `${target}; or a line: /dev/ttyUSB0@115200, tcp:HOST:PORT`,
      capture: 'keep every byte in this file',
      timestamps: 'put the time before each line',
      hex: 'show bytes as hexadecimal numbers',
      config,
    },
    operandsMax: 0,
  },
  target: {
    usage: [
      'target list [--json]',
      'target boot | reset | off [--target NAME]',
      'target exec [--target NAME] [--deadline SECONDS] -- CMD ...',
      'target push FILE ... [--to DIR] [--target NAME]',
      'target crashes [--target NAME] [--json]',
    ],
    about: 'the targets themselves: boot and hold one, run a command there, put files there, see its crash records',
    options: {
      target,
      deadline: 'how long the command may take (default: 3600)',
      to: 'the folder on the target that files are put in (default: /root)',
      json: 'for list and crashes: the answer as JSON',
      config,
    },
    operandsMax: Number.POSITIVE_INFINITY,
    more: "boot starts a process in the background that holds the target until `target off`; exec, push, reset, console and check use the held target. exec ends with the status of the command: one word is given to sh as it is, several are a program and its arguments. What is piped or redirected into exec (16 MiB at most) is the command's standard input.",
  },
  kernel: {
    usage: [
      'kernel build [--profile NAME] [--source FOLDER | TARBALL] [--jobs N]',
      'kernel list [--json]',
      'kernel fetch [kernel | source]',
      'kernel remove NAME',
    ],
    about:
      'the kernels that targets boot: build one that notices wrong memory, locks or races; see, fetch, remove them',
    options: {
      profile:
        'sanitizer (the default: KASAN, lockdep, kmemleak, debug objects, UBSAN, fault injection) or kcsan (data races)',
      source:
        "what to build from (default: the distribution's source, fetched where it is not installed); it stays as it is",
      jobs: 'how many files are compiled at once (default: as many as there are processors)',
      json: 'for list: the answer as JSON',
      config,
    },
    operandsMax: 2,
    more: 'A built kernel lies in the cache, keyed by its source, its fragments (config/kernel) and the compiler; nothing is installed. An interrupted build goes on where it was when it is asked for again. A target boots it with `kernel: sanitizer` or `kernel: kcsan` in the configuration. remove takes a name of the list, or a profile for all of its kernels.',
  },
  crash: {
    usage: ['crash [FILE | DIR ...] [--json] [--ko FILE ...] [--vmlinux FILE] [--follow]'],
    about: 'find the crashes in a console log (files, or standard input), and say where in the source they come from',
    options: {
      json: 'what was found as JSON',
      ko: 'a module with its debug data; may be given again',
      vmlinux: 'the kernel with its debug data',
      follow: 'go on reading as the file grows',
      color: 'auto, always or never',
    },
    operandsMax: Number.POSITIVE_INFINITY,
    more: 'DIR is a folder of pstore records, as /sys/fs/pstore and /var/lib/systemd/pstore are: the parts of one record are joined in order, compressed ones are unpacked, and a crash that two records tell of is told once. Exit status: 0 nothing was found, 1 something was, 2 something can not be read.',
  },
  docs: {
    usage: ['docs NAME ... | PHRASE [--examples] [--json] [--target NAME] [--config FILE]'],
    about: "what a target's kernel says of a function, structure, constant or macro, or where it speaks of a phrase",
    options: {
      examples: 'how the name is used, in place of what it is',
      json: 'the answer as JSON',
      target,
      config,
    },
    operandsMax: Number.POSITIVE_INFINITY,
    more: 'misc_register, "struct file_operations", file_operations.read and GFP_KERNEL are names; several known names are all told; anything else is searched for. The first time an index is made in the cache, which takes some seconds.',
  },
  doctor: {
    usage: ['doctor [--json] [--self-test] [--config FILE]'],
    about: 'check what a run needs, and say how to mend what is missing',
    options: {
      json: 'what was found as JSON',
      'self-test': 'provoke one panic and one hang on the target, and see that each comes back with its record',
      config,
    },
    operandsMax: 0,
  },
} as const satisfies Readonly<Record<string, CommandWords>>;

export type CommandName = keyof typeof commands;

export function commandNamed(name: string): CommandWords | undefined {
  return isCommand(name) ? commands[name] : undefined;
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
