// Everything that an image's types say by a name, as entries of the index.
import type {Btf} from './btf.ts';
import {declare, enumOf, prototypeOf, structureOf} from './btf-declare.ts';
import {bounded, type Entry} from './entry.ts';

/** `image`: how the place is called. */
export function* btfEntries(btf: Btf, image: string): Generator<Entry> {
  for (let number = btf.firstType; number <= btf.lastType; number++) {
    for (const {name, kind, text} of entriesOf(btf, number)) {
      if (name !== '') yield {name, kind, file: image, line: 0, text: bounded(text), unmet: ''};
    }
  }
}

type Said = Pick<Entry, 'name' | 'kind' | 'text'>;

function entriesOf(btf: Btf, number: number): readonly Said[] {
  const type = btf.type(number);
  switch (type.kind) {
    case 'function':
      return [{name: type.name, kind: 'function', text: `${prototypeOf(btf, type)};`}];
    case 'struct':
    case 'union':
      return [{name: type.name, kind: type.kind, text: structureOf(btf, type)}];
    case 'enum': {
      const owner = type.name === '' ? 'an enum without a name' : `enum ${type.name}`;
      const values = type.values.map(
        ({name, value}): Said => ({name, kind: 'enumerator', text: `${name} = ${value} /* of ${owner} */`}),
      );
      return [{name: type.name, kind: 'enum', text: enumOf(type)}, ...values];
    }
    case 'typedef':
      return [{name: type.name, kind: 'typedef', text: `typedef ${declare(btf, type.of, type.name)};`}];
    case 'variable':
      return [{name: type.name, kind: 'variable', text: `${declare(btf, type.type, type.name)};`}];
    default:
      return [];
  }
}
