// `/v1/chat/completions`: what nearly every server speaks. It has nothing to play back: the history is told in plain words.
import type {Wire} from '../wire.ts';
import {chatBodyOf} from './request-body.ts';
import {type ChatState, chatStart, reduceChat} from './stream-reducer.ts';

export const chatWire: Wire<ChatState> = {
  path: '/chat/completions',
  bodyOf: chatBodyOf,
  start: chatStart,
  reduce: reduceChat,
};
