// YAML as a person wrote it, read against a schema: what is wrong is said with its key, its value and its place.
import {isNode, LineCounter, parseDocument} from 'yaml';
import type {z} from 'zod';

/** Its message is for the person: source:line:column, the key, the value, what is wrong. */
export class ConfigurationError extends Error {}

/** `firstLine`: where the text begins in its file, for front matter. */
export function parseYaml<Shape extends z.ZodType>(
  text: string,
  source: string,
  schema: Shape,
  firstLine = 1,
): z.infer<Shape> {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const placeAt = (offset: number): string => {
    const {line, col} = lines.linePos(offset);
    return `${source}:${Math.max(1, line) + firstLine - 1}:${Math.max(1, col)}`;
  };
  const broken = document.errors[0];
  if (broken) throw new ConfigurationError(`${placeAt(broken.pos[0])}: ${broken.message}`);
  const read = schema.safeParse(document.toJS() ?? {});
  if (read.success) return read.data;
  const words = read.error.issues
    .flatMap((issue) => told(issue))
    .map((issue) => {
      const path = pathOf(issue);
      return `${placeAt(offsetOf(document, path))}: ${path.join('.') || 'the whole'}${shownValue(document, path)}: ${wordsOf(issue)}`;
    });
  throw new ConfigurationError([...new Set(words)].join('\n'));
}

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Of several forms that a value may have, what is wrong with the one that was meant, where one can be told. */
function told(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const forms = issue.errors
    .map((form) => form.map((one) => ({...one, path: [...issue.path, ...one.path]}) as Issue))
    .map((form) => ({form, misfits: form.filter((one) => one.path.length === issue.path.length).length}))
    .filter(({form}) => !form.some((one) => isOtherType(one, issue)))
    .sort((a, b) => a.misfits - b.misfits || a.form.length - b.form.length);
  const [best, next] = forms;
  if (best === undefined) return [issue];
  const isClear = next === undefined || next.misfits > best.misfits || next.form.length > best.form.length;
  return isClear ? best.form.flatMap((one) => told(one)) : [issue];
}

function isOtherType(one: Issue, whole: Issue): boolean {
  return one.path.length === whole.path.length && (one.code === 'invalid_type' || one.code === 'invalid_value');
}

/** An unknown key is named itself, not the map that it stands in. */
function pathOf(issue: Issue): Path {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  return unknown === undefined ? path : [...path, unknown];
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'it is missing';
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return issue.message.startsWith('Unrecognized') ? 'there is no such key' : issue.message;
}

type Document = ReturnType<typeof parseDocument>;

function shownValue(document: Document, path: Path): string {
  if (path.length === 0) return '';
  const value: unknown = document.getIn(path);
  if (value === undefined || isNode(value)) return '';
  // A URL with a name and a password in it is not shown.
  if (typeof value === 'string' && /:\/\/[^/]*@/.test(value)) return '';
  return ` is ${JSON.stringify(value)}`;
}

/** Of the value, or of the nearest thing around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
