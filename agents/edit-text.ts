// What the person changed in the module's folder, in words for the roles: the difference is data, as all that lies in a file is.
import type {PersonEdit} from '../src/core/entities.ts';
import {fenced} from './fence.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf, shortened} from './section.ts';

type Edit = Pick<PersonEdit, 'path' | 'change' | 'diff'>;

const diffCharactersMax = 6_000;

/** To the Executor, when it happened. */
export function editText(edit: Edit): string {
  const head = `The person ${edit.change} ${nameOf(edit)} with an editor of their own, not you. Keep what they did. Read the file before you change it: until then you can't write to it.`;
  return `${head}${differenceOf(edit)}`;
}

/** To the Reviewer, with the work: these parts are the person's. */
export function editPieces(edits: readonly PersonEdit[]): readonly Piece<string>[] {
  const submitted = edits.filter(({part}) => part === 'submitted');
  if (submitted.length === 0) return [];
  const head =
    "These parts of the tree are by the person and not by the Executor, unless it changed them since. Review them as you do the rest; in the claim of a finding in them say that it is in the person's part.";
  return [pieceOf(`\n\n# What the person wrote\n${head}`), ...submitted.map(editPiece)];
}

function editPiece(edit: PersonEdit, index: number): Piece<string> {
  const text = `${index === 0 ? '\n' : '\n\n'}The person ${edit.change} ${nameOf(edit)}.`;
  const diffs = "differences of the person's edits";
  return pieceOf(
    `${text}${differenceOf(edit)}`,
    ...(edit.diff === '' ? [] : [shortened(4, diffs, text)]),
    gone(7, 'edits of the person'),
  );
}

function differenceOf({path, diff}: Pick<Edit, 'path' | 'diff'>): string {
  return diff === '' ? '' : `\n${fenced(`what the person changed in ${path}`, diff, diffCharactersMax)}`;
}

/** A name is a name, whatever characters it was given. */
function nameOf({path}: Edit): string {
  return path.replaceAll(/[^\w+./-]/g, '?').slice(0, 200);
}
