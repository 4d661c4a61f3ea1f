// How far npm is, which it does not tell: packages of the lock file that are there, counted. Plain JavaScript, since it runs before
// there are any packages.
import {existsSync} from 'node:fs';
import {join} from 'node:path';

const lookMs = 500;
const barCells = 20;

/**
 * A bar on a terminal that is redrawn in place, and gone when the answer is called; nothing in a pipe, which has its line by now.
 */
export function showPackages(root, paths, out = process.stderr) {
  if (!out.isTTY) return () => {};
  const startedMs = Date.now();
  const look = () => out.write(`\r\x1b[2K${barText(countOf(root, paths), paths.length, Date.now() - startedMs)}`);
  const timer = setInterval(look, lookMs);
  look();
  return () => {
    clearInterval(timer);
    out.write('\r\x1b[2K');
  };
}

/** What is compiled comes when all packages are there: then only the seconds go on. */
export function barText(there, of, elapsedMs, unicode = /utf-?8/i.test(localeHere())) {
  const [full, empty] = unicode ? ['▰', '▱'] : ['#', '.'];
  const filled = of === 0 ? 0 : Math.floor((there / of) * barCells);
  const bar = full.repeat(filled) + empty.repeat(barCells - filled);
  const what = there < of ? `${there} of ${of} packages` : 'compiling what is compiled here';
  return `${bar} ${what}, ${Math.round(elapsedMs / 1000)} s`;
}

/** A package is there when its own package.json is: npm makes the folders of all of them first. */
function countOf(root, paths) {
  return paths.filter((path) => existsSync(join(root, path, 'package.json'))).length;
}

function localeHere() {
  return process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || '';
}
