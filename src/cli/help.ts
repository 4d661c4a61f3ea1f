// What `quarterdeck --help` says.

export const helpText = `Quarterdeck: a deck from which four AI agents that write Linux kernel modules are supervised, on a real target.

  quarterdeck [run] [--task DIR | --goal TEXT] [--model NAME | --tape FILE] [--speed N]
                    [--workspace DIR] [--config FILE] [--headless]
  quarterdeck attach [ID]
  quarterdeck doctor [--json] [--self-test] [--config FILE]
  quarterdeck --help | --version

run        work on a task, watched from a full screen; without --task and --goal it is the shipped task ringlog
  --task DIR       a folder with task.md, accept.sh and helper programs in C
  --goal TEXT      a module in a sentence; the module's name stands in \`backquotes\`. There is no acceptance script
                   then: accepted means only that it was reviewed, loads, unloads and leaves the console clean
  --model NAME     the model for all roles (default: gpt-5.5, or what the configuration says for each role)
  --tape FILE      play a recording in place of a model: a file, or the name of a shipped one (ringlog, ringlog-hang)
  --speed N        play a tape N times as fast as it was recorded
  --workspace DIR  the git repository that the agents write in (default: ./quarterdeck-work/TASK)
  --config FILE    a configuration that goes before the ones in $XDG_CONFIG_HOME/quarterdeck/quarterdeck.yaml and
                   ./quarterdeck.yaml
  --headless       no screen: events as JSON lines on standard output, the last one is session.ended
  --unsafe-host-build
                   compile what agents wrote without a sandbox where bubblewrap does not work; it can then read and
                   write whatever you can
attach     come back to a session: the newest one, or the one with this id (a unique beginning is enough)
doctor     check what a run needs, and say how to mend what is missing
  --self-test      provoke one panic and one hang on the target, and see that each comes back with its record

A model needs its key in the environment (OPENAI_API_KEY, or the variable that the configuration names). Without one
the tape that fits the task is played, and the screen says so.

Exit status: 0 accepted (or left running), 1 not accepted, 2 usage or configuration, 3 a fault of the machinery,
130 interrupted, 70 a bug in this program.
`;
