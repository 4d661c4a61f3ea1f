// The ways on which a module's loading ends early, from the lines of the semantic patch.
import type {Leaving, Where} from './facts.ts';

interface Row {
  readonly where: Where;
  readonly fields: readonly [string, string, ...string[]];
}

export function leavingsOf(of: (kind: string) => readonly Row[]): readonly Leaving[] {
  return of('leaving').map(({where, fields: [asked, question]}) => {
    const here = (kind: string): readonly Row[] => of(kind).filter((row) => isAt(row.where, where));
    const firsts = (kind: string): readonly string[] => here(kind).map(({fields: [first]}) => first);
    return {
      ...where,
      ...{question, askedAtLine: Number(asked)},
      ...{returns: firsts('ending'), answers: firsts('answered'), undoing: firsts('undoing')},
      before: new Set(here('before').map(({fields: [line, name]}) => `${line} ${name}`)),
    };
  });
}

const isAt = (one: Where, other: Where): boolean => one.file === other.file && one.line === other.line;
