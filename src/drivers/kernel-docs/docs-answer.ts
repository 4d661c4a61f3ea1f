// An answer as data: what was asked, what is known of each name, what was found, and what it could be found in.
import type {NameAnswer} from './look-up.ts';
import type {Hit} from './search.ts';

export interface DocsSources {
  readonly release: string;
  /** The image that told its types; null where none did. */
  readonly types: string | null;
  readonly exports: boolean;
  readonly headers: number;
  readonly guides: string | null;
  readonly source: string | null;
}

export interface DocsAnswer {
  readonly asked: string;
  readonly names: readonly NameAnswer[];
  readonly hits: readonly Hit[];
  readonly sources: DocsSources;
}
