// Opens the person's own `codex` on a copy of the code, outside of the workspace: what it does there reaches no agent.
import type {TreeHash} from '../core/ids.ts';
import {type Giving, wordsOfEnd} from './give-terminal.ts';
import type {DeckHost, WorkspaceCopy} from './host.ts';

export interface CodexHands {
  readonly host: DeckHost;
  readonly giving: Giving;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: () => string;
  readonly notice: (text: string, tone: 'plain' | 'warn' | 'bad') => void;
}

export const codexMissing =
  'The program codex is not installed. Get it with: npm install -g @openai/codex. It is never fetched for you. v asks the Verifier instead.';

export async function openCodex(hands: CodexHands, tree: TreeHash | null): Promise<void> {
  const {host, giving, notice} = hands;
  if (giving.isGiven()) return;
  const command = host.find('codex');
  if (command === null) return notice(codexMissing, 'warn');
  const workspace = hands.workspace();
  if (workspace === '') return notice('The session has no workspace yet to copy.', 'warn');
  try {
    const copy = await host.openCopy(workspace, tree);
    await onCopy(hands, command, copy);
  } catch (error) {
    notice(`codex is not opened: ${error instanceof Error ? error.message : String(error)}`, 'bad');
  }
}

/** It may read and not write, as far as it heeds that; the copy goes when it ends, whatever it did to it, and before that is said. */
async function onCopy({giving, env, notice}: CodexHands, command: string, copy: WorkspaceCopy): Promise<void> {
  const words = ['--sandbox', 'read-only', '--cd', copy.folder];
  const end = await giving
    .give({command, arguments: words, directory: copy.folder, environment: env})
    .finally(() => copy.remove());
  notice(
    wordsOfEnd('codex', end) ?? `codex has ended; its copy of ${copy.of} is removed`,
    end.kind === 'exited' ? 'plain' : 'bad',
  );
}
