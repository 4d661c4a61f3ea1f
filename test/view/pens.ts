// What rows are drawn with in tests.
import {cellWidth} from '../../components/cell-width.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import type {Pen} from '../../src/view/pen.ts';

export const asciiPen: Pen = {width: cellWidth, glyphs: glyphsOf(false), nowMs: 0};
export const unicodePen: Pen = {...asciiPen, glyphs: glyphsOf(true)};
