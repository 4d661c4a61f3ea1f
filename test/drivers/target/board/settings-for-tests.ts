// A board as a configuration would describe it, for tests that switch nothing.
import type {BoardSettings} from '../../../../src/core/target-settings.ts';

export function settingsForTests(change: Partial<BoardSettings>): BoardSettings {
  return {
    kind: 'board',
    name: 'board',
    line: {
      ...{kind: 'serial', path: '/dev/none', baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1},
      flowControl: 'none',
    },
    power: {},
    sysrq: false,
    login: {user: 'root', loginPrompt: 'login: $', passwordPrompt: 'Password: $', shellPrompt: '[#$] $'},
    transfer: {kind: 'console'},
    ...{panicRebootSeconds: 1, bootSeconds: 120, silenceSeconds: 30},
    kernel: {build: '/none', architecture: 'x86_64', crossCompile: ''},
    ...change,
  };
}
