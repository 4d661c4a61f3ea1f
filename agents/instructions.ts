// The part of a prompt that stays the same for a role through a whole session, so that a provider can cache it.
import type {Role} from '../src/core/roles.ts';
import {housePrompt} from './prompts/house.ts';
import {kernelPrompt} from './prompts/kernel.ts';
import {agents} from './roles.ts';

export function roleText(role: Role): string {
  const parts = [agents[role].prompt, housePrompt, ...(role === 'scheduler' ? [] : [kernelPrompt])];
  return parts.map((part) => part.trim()).join('\n\n');
}

/** What the target listens with is the same on every target (Documentation/admin-guide/kernel-parameters.txt). */
export function targetText({module, kernelRelease}: {readonly module: string; readonly kernelRelease: string}): string {
  const release = kernelRelease === '' ? 'not known yet' : kernelRelease;
  return `# The target
- Kernel ${release}${architectureOf(kernelRelease)}. The module under test is ${module === '' ? 'not named yet' : `${module}.ko`}, loaded by insmod as root.
- An oops, a BUG and a WARN end in a panic, and a panic in a reboot: oops=panic, panic_on_warn, panic=1.
- SLUB debugging is on (slub_debug=FZPU): overruns, uses after free and double frees on the heap are found and count as crashes.
- Detectors, in this order: soft lockup, RCU stall, hung task (all of them panic), and last a hardware watchdog that fires when the
  target has stopped altogether; the registers of each CPU are taken before it resets.
- ramoops keeps the log over the reboot; what it kept is read back and handed to you.
- A run looks at the console of its whole span: a kernel complaint there counts, even where the script has passed.`;
}

function architectureOf(release: string): string {
  const known = [
    {ending: 'amd64', name: 'x86-64'},
    {ending: 'arm64', name: 'AArch64'},
    {ending: 'armmp', name: '32-bit ARM'},
  ].find(({ending}) => release.endsWith(ending));
  return known === undefined ? '' : `, ${known.name}`;
}
