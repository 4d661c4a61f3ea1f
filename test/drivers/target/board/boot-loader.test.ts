// A boot loader that is stopped and told how to boot, its text cut at every place.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  initialBootLoader,
  isBusy,
  loaderHears,
  loaderWordsOf,
} from '../../../../src/drivers/target/board/boot-loader.ts';

const words = loaderWordsOf({
  ...{kind: 'u-boot', stopAt: 'Hit any key to stop autoboot', stopKeys: ' ', prompt: '=> $'},
  script: ['setenv bootargs panic=1', 'boot'],
});

function talk(texts: readonly string[], cut: number) {
  let loader = initialBootLoader;
  const typed: string[] = [];
  for (const text of texts) {
    for (const part of [text.slice(0, cut), text.slice(cut)]) {
      const step = loaderHears(loader, part, words);
      loader = step.loader;
      if (step.type !== undefined) typed.push(step.type);
    }
  }
  return {typed, isBusy: isBusy(loader)};
}

test('it is stopped, and its script typed a line a prompt', () => {
  const texts = [
    'U-Boot 2023.01\r\n\r\nHit any key to stop autoboot:  2 \b\b\b 1 ',
    '\b\b\b 0 \r\n=> ',
    'setenv bootargs panic=1\r\n=> ',
    'boot\r\nStarting kernel ...\r\n',
  ];
  for (let cut = 0; cut <= 60; cut++) {
    assert.deepEqual(
      talk(texts, cut),
      {typed: [' ', 'setenv bootargs panic=1\r', 'boot\r'], isBusy: false},
      `cut at ${cut}`,
    );
  }
});

test('nobody else may type while it is being told', () => {
  assert.equal(talk(['Hit any key to stop autoboot: 2'], 5).isBusy, true);
  assert.equal(talk(['U-Boot 2023.01\r\n=> '], 5).isBusy, false);
});
