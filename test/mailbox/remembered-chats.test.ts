import type { RememberedChat } from '../../src/mailbox/remembered-chats.js';
import { createRememberedChats } from '../../src/mailbox/remembered-chats.js';

function chat(chatId: number): RememberedChat {
  const NEVER = new Date(0);
  const lease = { leaseOwner: null, leaseUntil: NEVER };
  return {
    _id: `citizen:${chatId}`,
    bot: 'citizen',
    chatId,
    pending: [],
    seen: [],
    conversation: null,
    rev: 1,
    ...lease,
  };
}

it('remembers so many chats at most, those that were kept last', () => {
  const remembered = createRememberedChats(2);
  for (const id of [1, 2, 1, 3]) remembered.follow(`citizen:${id}`).keep(chat(id));
  expect([1, 2, 3].map((id) => remembered.recall(`citizen:${id}`)?.chatId)).toEqual([1, undefined, 3]);
});

it('keeps nothing of a chat that somebody else has changed while it was followed', () => {
  const remembered = createRememberedChats();
  const one = remembered.follow('citizen:1');
  const other = remembered.follow('citizen:2');
  remembered.forget('citizen:1');
  one.keep(chat(1));
  other.keep(chat(2));
  expect(remembered.recall('citizen:1')).toBeUndefined();
  expect(remembered.recall('citizen:2')).toBeDefined();
  remembered.forgetAll();
  other.keep(chat(2));
  expect(remembered.recall('citizen:2')).toBeUndefined();
});

it('knows whether a chat is followed', () => {
  const remembered = createRememberedChats();
  const { end } = remembered.follow('citizen:1');
  expect(remembered.isFollowed('citizen:1')).toBe(true);
  end();
  expect(remembered.isFollowed('citizen:1')).toBe(false);
});
