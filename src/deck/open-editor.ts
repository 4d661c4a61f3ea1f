// A text in the person's own editor ($VISUAL, else $EDITOR, else vi), and back. The file lies in a folder that only the person can read.
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {type Giving, wordsOfEnd} from './give-terminal.ts';

export interface EditorHands {
  readonly giving: Giving;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly notice: (text: string, tone: 'plain' | 'warn' | 'bad') => void;
  /** The text as it was saved. */
  readonly put: (text: string) => void;
}

/** `text` as the file is to hold it; what is saved unchanged is put as well. */
export async function openEditor(
  {giving, env, notice, put}: EditorHands,
  {file: name, text}: {readonly file: string; readonly text: string},
): Promise<void> {
  if (giving.isGiven()) return;
  try {
    const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-'));
    try {
      const file = join(folder, basename(name));
      await writeFile(file, text, {mode: 0o600});
      const editor = env['VISUAL'] || env['EDITOR'] || 'vi';
      // It may be a command with arguments, as git has it: `code --wait`.
      const words = ['-c', `${editor} "$@"`, editor, file];
      const end = await giving.give({command: '/bin/sh', arguments: words, environment: env});
      const why = wordsOfEnd(editor, end);
      if (why !== null) return notice(`${why}; your text is as it was`, 'bad');
      put(await readFile(file, 'utf8'));
    } finally {
      await rm(folder, {recursive: true, force: true});
    }
  } catch (error) {
    notice(`the editor is not opened: ${error instanceof Error ? error.message : String(error)}`, 'bad');
  }
}
