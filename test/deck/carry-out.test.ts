import assert from 'node:assert/strict';
import test from 'node:test';
import {openActing} from '../../src/deck/carry-out.ts';
import {deckClock} from '../../src/deck/clock.ts';
import {emptyLive, type Live} from '../../src/view/live.ts';
import {told} from '../view/story.ts';

function check(
  what: string,
  live: Live,
  expected: {readonly typed: string; readonly notices: readonly RegExp[]},
): void {
  test(what, () => {
    const notices: string[] = [];
    let typed = '';
    const nothing = (): void => {};
    const acting = openActing({
      clock: deckClock,
      source: {
        send: async () => null,
        type: (bytes) => {
          typed += Buffer.from(bytes).toString();
        },
        sendBreak: async () => null,
        askBefore: nothing,
        scrub: nothing,
        close: nothing,
      },
      live: () => live,
      notice: (text) => notices.push(text),
      ...{leave: nothing, redraw: nothing, suspend: nothing, openCodex: nothing, openEditor: nothing},
      ...{copy: nothing, editAcceptance: nothing},
    });
    acting.type(Buffer.from('ls\r'));
    assert.equal(typed, expected.typed);
    assert.equal(notices.length, expected.notices.length);
    for (const [at, words] of expected.notices.entries()) assert.match(notices[at] ?? '', words);
  });
}

const attached: Live = {...told('working').live, link: {kind: 'attached'}};
const ended: Live = {
  ...attached,
  state: {...attached.state, session: {phase: 'ended', outcome: 'stopped', why: 'stopped from the deck'}},
};

check('what is typed goes to the line', attached, {typed: 'ls\r', notices: []});
check('after the end of the session it is said that it goes nowhere', ended, {
  typed: '',
  notices: [/goes nowhere: the session has ended/],
});
check('so it is before there is a connection', emptyLive, {typed: '', notices: [/goes nowhere: the connection/]});
check(
  'and where it is lost',
  {...attached, link: {kind: 'lost', why: 'the core is gone', sinceMs: 0}},
  {typed: '', notices: [/goes nowhere: the core is gone/]},
);
