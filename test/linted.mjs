// What the linter has passed already: it looks at each file alone, so one that is as it was, under the same rules, needs no second look.
// `npm run lint` looks at all.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** What decides on what a file is told: the linter, its rules, and the packages that it takes rules from. */
const ruleFiles = ['biome.json', 'package.json', 'package-lock.json', '.gitignore'];
/** With more names than these the whole folder is looked at, all the same. */
const namesMax = 500;

/** `commands`: none where all was passed. `keep` is told whether they ended well; only then are the files taken for passed. */
export function openLinted(root, record) {
  const rules = hashOf(ruleFiles.map((name) => textOf(join(root, name)) ?? '').join('\0'));
  const files = filesIn(root);
  const passed = passedIn(record, rules);
  const unseen = Object.keys(files).filter((name) => passed[name] !== files[name]);
  const words = ['biome', 'check', '--error-on-warnings'];
  const named = ['--files-ignore-unknown=true', '--no-errors-on-unmatched', ...unseen];
  return {
    commands: unseen.length === 0 ? [] : [[...words, ...(unseen.length > namesMax ? ['.'] : named)]],
    keep(isWell) {
      if (!isWell || unseen.length === 0) return;
      mkdirSync(dirname(record), {recursive: true});
      writeFileSync(record, JSON.stringify({rules, files}));
    },
  };
}

/** Those of the repository and those that may come into it, with a hash of what they hold. */
function filesIn(root) {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {cwd: root});
  const names = listed.toString().split('\0').filter(isLinted);
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(join(root, name));
      return text === null ? [] : [[name, hashOf(text)]];
    }),
  );
}

const isLinted = (name) => /\.(?:[cm]?[jt]sx?|jsonc?|css|html|graphql|svg)$/.test(name);

function passedIn(record, rules) {
  try {
    const found = JSON.parse(readFileSync(record, 'utf8'));
    return found.rules === rules ? found.files : {};
  } catch {
    return {};
  }
}

function textOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

const hashOf = (text) => createHash('sha256').update(text).digest('base64');
