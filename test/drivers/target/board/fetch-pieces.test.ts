// Pieces of a file that a board may lie about.
import assert from 'node:assert/strict';
import test from 'node:test';
import {addPiece, joinPieces, noPieces} from '../../../../src/drivers/target/board/fetch-pieces.ts';

test('a piece that can be none of the file’s is left out', () => {
  const pieces = noPieces();
  addPiece(pieces, 0, Buffer.from('early'));
  pieces.end = 2;
  for (const unit of [2, 2 ** 40, -1, 0.5, Number.NaN]) addPiece(pieces, unit, Buffer.from('no'));
  addPiece(pieces, 0, Buffer.alloc(100_000));
  addPiece(pieces, 0, Buffer.alloc(120, 'a'));
  addPiece(pieces, 1, Buffer.from('b'));
  assert.equal(joinPieces(pieces).toString(), `${'a'.repeat(120)}b`);
});
