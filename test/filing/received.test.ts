import { type MessageAction, receiveContent } from '../../src/filing/received.js';
import type { ReceivedFile } from '../../src/telegram/received-file.js';

/** Keeps files under the ids that Telegram gave them. */
const attachments = { keep: async ({ uniqueId, kind }: ReceivedFile) => ({ id: uniqueId, kind }) };
const received = (action: MessageAction) =>
  receiveContent(action, { bot: 'citizen', attachments, hasAgreed: true });

const photo = { kind: 'photo', fileId: 'f', uniqueId: 'u' } as const;

it('takes words, also those that somebody passes on', async () => {
  const text = { kind: 'text', text: 'چاله', messageId: 3, at: 0 } as const;
  expect(await received(text)).toEqual({ kind: 'typed', text: 'چاله', messageId: 3 });
  expect(await received({ ...text, isForwarded: true })).toMatchObject({ isForwarded: true });
});

it('keeps a file, with what is written under it and its album', async () => {
  const action = { kind: 'file', file: photo, caption: 'این', album: 'a', messageId: 3, at: 0 } as const;
  expect(await received(action)).toEqual({
    kind: 'file',
    attachment: { id: 'u', kind: 'photo' },
    caption: 'این',
    album: 'a',
    messageId: 3,
  });
});

it('keeps the words of a file that is too big to be had', async () => {
  const file = { ...photo, size: 20 * 1024 * 1024 + 1 };
  expect(await received({ kind: 'file', file, caption: 'این', messageId: 3, at: 0 })).toEqual({
    kind: 'tooBig',
    caption: 'این',
    messageId: 3,
  });
});

it('takes a place', async () => {
  const point = { latitude: 36.3, longitude: 59.6 };
  expect(await received({ kind: 'other', point, messageId: 3, at: 0 })).toEqual({
    kind: 'location',
    point,
    messageId: 3,
  });
});

it('takes how a message reads now, where that is words', async () => {
  expect(await received({ kind: 'edit', text: 'دو چاله', messageId: 3 })).toEqual({
    kind: 'edited',
    text: 'دو چاله',
    messageId: 3,
  });
  expect(await received({ kind: 'edit', messageId: 3 })).toBeUndefined();
});

it('takes nothing of a sticker', async () => {
  expect(await received({ kind: 'other', messageId: 3, at: 0 })).toBeUndefined();
});
