import { defineCallbacks, numberArgument } from '../../src/telegram/callback-data.js';
import { type ReadableUpdate, readIncomingAction } from '../../src/telegram/incoming-action.js';

const buttons = defineCallbacks({ list: [numberArgument(0, 9)] });
const read = (update: ReadableUpdate) =>
  readIncomingAction(update, {
    buttons,
    hear: (text, isForwarded) => (text === 'help' && !isForwarded ? { word: 'help' as const } : {}),
  });
const shown = [{ messageId: 5, buttons: [{ label: 'صفحهٔ بعد ◀️', data: 'list:1' }] }];
const readShown = (update: ReadableUpdate) =>
  readIncomingAction(update, {
    buttons,
    shown,
    hear: (text) => (text === 'help' ? { word: 'help' as const } : {}),
  });
const sent = { message_id: 7, date: 1_700_000_000 };
const SENT = { messageId: 7, at: 1_700_000_000 };

it('reads a text with the word that it is and the message that it replies to', () => {
  const message = { ...sent, text: 'help', reply_to_message: { message_id: 5 } };
  expect(read({ message })).toEqual({ ...SENT, kind: 'text', text: 'help', word: 'help', replyTo: 5 });
});

it('tells the bot that somebody else wrote a text', () => {
  const message = { ...sent, text: 'help', forward_origin: { type: 'hidden_user' } };
  expect(read({ message })).toEqual({ ...SENT, kind: 'text', text: 'help', isForwarded: true, writer: '' });
});

it.each([
  ['user:7', { type: 'user', sender_user: { id: 7, first_name: 'مریم' } }],
  ['name:مریم', { type: 'hidden_user', sender_user_name: 'مریم' }],
  ['chat:-8', { type: 'chat', sender_chat: { id: -8 } }],
  ['chat:-9', { type: 'channel', chat: { id: -9 }, message_id: 3 }],
])('tells by «%s» who wrote a text', (writer, origin) => {
  expect(read({ message: { ...sent, text: 'help', forward_origin: origin } })).toMatchObject({ writer });
});

it('reads a photo of an album with its caption, in its largest size', () => {
  const photo = [
    { file_id: 'small', file_unique_id: 's' },
    { file_id: 'large', file_unique_id: 'l', file_size: 9 },
  ];
  const message = { ...sent, photo, caption: 'a hole', media_group_id: 'album' };
  expect(read({ message })).toEqual({
    ...SENT,
    kind: 'file',
    file: { kind: 'photo', fileId: 'large', uniqueId: 'l', size: 9 },
    caption: 'a hole',
    album: 'album',
  });
});

it('reads a place, and the name of a venue as its address', () => {
  const location = { latitude: 36.3, longitude: 59.6 };
  expect(read({ message: { ...sent, location } })).toEqual({ ...SENT, kind: 'other', point: location });
  const venue = { title: 'بوستان', address: 'بلوار پارک' };
  expect(read({ message: { ...sent, location, venue } })).toEqual({
    ...SENT,
    kind: 'other',
    point: { ...location, address: 'بوستان، بلوار پارک' },
  });
});

it("takes a contact for the sender's own only when it carries their id", () => {
  const contact = { phone_number: '989150000000', first_name: 'مریم', user_id: 3 };
  const phone = { phone: '989150000000', name: 'مریم' };
  expect(read({ message: { ...sent, contact, from: { id: 3 } } })).toMatchObject({
    contact: { ...phone, ownNumber: '+989150000000' },
  });
  expect(read({ message: { ...sent, contact, from: { id: 4 } } })).toEqual({
    ...SENT,
    kind: 'other',
    contact: phone,
  });
});

it('reads a sticker as a message with nothing of use, and a notice of the app as nothing that anybody did', () => {
  expect(read({ message: { ...sent, sticker: {} } as typeof sent })).toEqual({ ...SENT, kind: 'other' });
  expect(read({ message: { ...sent, pinned_message: {} } as typeof sent })).toBeUndefined();
  expect(read({ message: sent })).toBeUndefined();
});

it('tells an edited text from an edited caption, and both from a change of something else', () => {
  const edited = (what: object) => read({ edited_message: { ...sent, ...what } });
  expect(edited({ text: 'new' })).toEqual({ kind: 'edit', messageId: 7, text: 'new' });
  const photo = [{ file_id: 'f', file_unique_id: 'u' }];
  expect(edited({ caption: 'new', photo })).toEqual({
    kind: 'edit',
    messageId: 7,
    text: 'new',
    isCaption: true,
    file: { kind: 'photo', fileId: 'f', uniqueId: 'u' },
  });
  expect(edited({ dice: {} })).toEqual({ kind: 'edit', messageId: 7 });
});

it('reads a press with the message of its button', () => {
  const press = { action: 'list', values: [3] };
  const query = { data: 'list:3', message: { message_id: 9 } };
  expect(read({ callback_query: query })).toEqual({ kind: 'press', press, messageId: 9 });
});

it('knows a press of data that no button carries for a press that means nothing', () => {
  expect(read({ callback_query: { data: 'list:77' } })).toEqual({ kind: 'press', press: undefined });
  expect(read({ callback_query: {} })).toEqual({ kind: 'press', press: undefined });
});

it('has nothing to do with an update of another kind', () => {
  expect(read({})).toBeUndefined();
});

describe('the label of a button, typed', () => {
  it('is the press of it, and carries the text', () => {
    const text = 'صفحه بعد';
    expect(readShown({ message: { ...sent, text } })).toEqual({
      kind: 'press',
      press: { action: 'list', values: [1] },
      messageId: 5,
      typed: { ...SENT, kind: 'text', text },
    });
  });

  it('is that too in a reply to the message of the button, and not in one to another message', () => {
    const reply = (to: number) => ({ ...sent, text: 'صفحه بعد', reply_to_message: { message_id: to } });
    expect(readShown({ message: reply(5) })).toMatchObject({ kind: 'press', messageId: 5 });
    expect(readShown({ message: reply(4) })).toMatchObject({ kind: 'text', replyTo: 4 });
  });

  it('is no press where somebody else wrote it, and none of a button whose data belongs to nothing', () => {
    const forwarded = { ...sent, text: 'صفحه بعد', forward_origin: { type: 'hidden_user' } };
    expect(readShown({ message: forwarded })).toMatchObject({ kind: 'text' });
    const gone = [{ messageId: 5, buttons: [{ label: 'پاک', data: 'gone:1' }] }];
    const hear = () => ({});
    expect(
      readIncomingAction({ message: { ...sent, text: 'پاک' } }, { buttons, hear, shown: gone }),
    ).toMatchObject({
      kind: 'text',
    });
  });

  it('leaves a word of the bot what it is', () => {
    const named = [{ messageId: 5, buttons: [{ label: 'help', data: 'list:1' }] }];
    const hear = () => ({ word: 'help' as const });
    expect(
      readIncomingAction({ message: { ...sent, text: 'help' } }, { buttons, hear, shown: named }),
    ).toMatchObject({
      kind: 'text',
      word: 'help',
    });
  });
});
