// Which files an answer of a tape changes: what a person has in one of them is not to be met by a write that was recorded without it.
import {parsePatch} from '../../core/patch/parse-patch.ts';
import type {TapeTurn} from '../../core/tape.ts';

export function pathsWritten({calls}: TapeTurn): readonly string[] {
  const paths = calls.flatMap(({tool, arguments: given}): readonly unknown[] => {
    if (tool === 'write_file' || tool === 'replace_in_file') return [given['path']];
    return tool === 'apply_patch' ? patched(given['patch']) : [];
  });
  return [...new Set(paths.filter((path) => typeof path === 'string'))];
}

function patched(patch: unknown): readonly string[] {
  const files = typeof patch === 'string' ? parsePatch(patch) : [];
  return 'refused' in files ? [] : files.map(({path}) => path);
}
