// Whether anybody is there to be asked: a person at a terminal. A pipe, a job of CI and a screen
// reader, which reads lines and no screen, go on without asking.
export function mayAsk(
  environment: NodeJS.ProcessEnv,
  {screenReader}: {readonly screenReader: boolean},
  {stdin, stdout}: {readonly stdin: {isTTY?: boolean}; readonly stdout: {isTTY?: boolean}} = process,
): boolean {
  return !screenReader && stdin.isTTY === true && stdout.isTTY === true && (environment['CI'] ?? '') === '';
}
