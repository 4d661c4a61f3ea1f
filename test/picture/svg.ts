// A terminal's cells as an SVG. Words are placed one by one: a viewer's font has its own idea of how wide a blank is.
import type {IBufferCell, Terminal} from '@xterm/headless';

const cellWidth = 8.4;
const cellHeight = 17;
const margin = 14;
const paper = '#101418';
const ink = '#c9d1d9';
const sixteen = [
  ...['#484f58', '#f47067', '#57ab5a', '#d4a72c', '#539bf5', '#b083f0', '#39c5cf', '#adbac7'],
  ...['#768390', '#ff938a', '#6bc46d', '#e6c14f', '#6cb6ff', '#dcbdfb', '#56d4dd', '#f0f6fc'],
];

interface Style {
  readonly fill: string;
  readonly back: string | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

export function svgOf(terminal: Terminal): string {
  const width = Math.ceil(terminal.cols * cellWidth + 2 * margin);
  const height = terminal.rows * cellHeight + 2 * margin;
  const rows = Array.from({length: terminal.rows}, (_, row) => rowOf(terminal, row)).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<title>The deck of Quarterdeck</title>',
    `<rect width="100%" height="100%" rx="8" fill="${paper}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    rows,
    '</g></svg>\n',
  ].join('\n');
}

function rowOf(terminal: Terminal, row: number): string {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  if (line === undefined) return '';
  const runs: {from: number; text: string; cells: number; style: Style}[] = [];
  for (let column = 0; column < terminal.cols; column++) {
    const cell = line.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last !== undefined && isSame(last.style, style)) {
      last.text += text;
      last.cells += cell.getWidth();
    } else runs.push({from: column, text, cells: cell.getWidth(), style});
  }
  return runs.map((run) => elementsOf(run, row)).join('');
}

function elementsOf(
  {from, text, cells, style}: {from: number; text: string; cells: number; style: Style},
  row: number,
): string {
  const x = margin + from * cellWidth;
  const y = margin + row * cellHeight;
  const back = style.back === null ? '' : box(x, y, cells * cellWidth, style.back);
  if (text.trim() === '') return back;
  const weight = style.isBold ? ' font-weight="bold"' : '';
  const opacity = style.isDim ? ' opacity="0.55"' : '';
  const look = `y="${(y + 13).toFixed(1)}" fill="${style.fill}"${weight}${opacity}`;
  const isOfSingleCells = [...text].length === cells;
  const words = isOfSingleCells ? [...text.matchAll(/\S+(?: \S+)*/g)] : [{0: text, index: 0}];
  const texts = words.map(({0: word, index}) => {
    const at = x + [...text.slice(0, index)].length * cellWidth;
    const length = (isOfSingleCells ? [...word].length : cells) * cellWidth;
    const place = `x="${at.toFixed(1)}" textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text ${place} ${look}>${escaped(word)}</text>\n`;
  });
  return `${back}${texts.join('')}`;
}

function box(x: number, y: number, width: number, fill: string): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${cellHeight}" fill="${fill}"/>`;
}

function styleOf(cell: IBufferCell): Style {
  const front = cell.isFgDefault() ? ink : colorOf(cell.getFgColor(), cell.isFgRGB());
  const behind = cell.isBgDefault() ? null : colorOf(cell.getBgColor(), cell.isBgRGB());
  const isInverse = cell.isInverse() !== 0;
  return {
    fill: isInverse ? (behind ?? paper) : front,
    back: isInverse ? front : behind,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  };
}

function colorOf(color: number, isRgb: boolean): string {
  if (isRgb) return `#${color.toString(16).padStart(6, '0')}`;
  const named = sixteen[color];
  if (named !== undefined) return named;
  if (color >= 232) return hex(Array.from({length: 3}, () => 8 + 10 * (color - 232)));
  const cube = color - 16;
  const level = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  return hex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}

const hex = (parts: readonly number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

function isSame(a: Style, b: Style): boolean {
  return a.fill === b.fill && a.back === b.back && a.isBold === b.isBold && a.isDim === b.isDim;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
