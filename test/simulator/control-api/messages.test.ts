import type { Message, Update } from 'grammy/types';
import { type RunningSimulator, runSimulator } from '../harness.js';

let running: RunningSimulator;
let person: number;
beforeEach(async () => {
  running = await runSimulator();
  person = await running.startedPerson();
});
afterEach(() => running.stop());

const write = (body: object, id = person) =>
  running.control('POST', `/people/${id}/messages`, { bot: 'citizen', ...body });

async function received(): Promise<readonly Update[]> {
  return (await running.call('citizen', 'getUpdates')).body.result as Update[];
}

async function receivedMessage(body: object): Promise<Message> {
  expect(await write(body)).toMatchObject({ status: 201 });
  const message = (await received()).at(-1)?.message;
  if (!message) throw new Error('No message came.');
  return message;
}

describe('messages', () => {
  it('carry what a person can send', async () => {
    expect(await receivedMessage({ text: '/start abc' })).toMatchObject({
      text: '/start abc',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    const location = { latitude: 36.3, longitude: 59.6 };
    expect(await receivedMessage({ location })).toMatchObject({ location });
    expect(
      await receivedMessage({ contact: { phoneNumber: '+98915', userId: person }, replyTo: 1 }),
    ).toMatchObject({
      contact: { phone_number: '+98915', first_name: 'زهرا', user_id: person },
      reply_to_message: { message_id: 1, text: '/start abc' },
    });
    expect(await receivedMessage({ voice: 'voice' })).toMatchObject({
      voice: { duration: 3, mime_type: 'audio/ogg' },
    });
    expect(await receivedMessage({ text: 'نقل', forwarded: true })).toMatchObject({
      forward_origin: { type: 'hidden_user' },
    });
    expect(await receivedMessage({ venue: { ...location, title: 'پارک', address: 'ملت' } })).toMatchObject({
      location,
      venue: { title: 'پارک', location },
    });
  });

  it.each(['sticker', 'poll', 'dice', 'videoNote'])('can be a %s', async (kind) => {
    const message = await receivedMessage({ [kind]: true });
    expect(message).toHaveProperty(kind === 'videoNote' ? 'video_note' : kind);
    const [viewed] = await running.chat(person);
    expect(viewed?.media).toEqual([kind]);
  });

  it('of an album come as updates of their own with one group', async () => {
    await write({ photo: 'pothole', mediaGroup: 'a', caption: 'سه عکس' });
    await write({ photo: 'garbage', mediaGroup: 'a' });
    await write({ photo: 'street-light', mediaGroup: 'b' });
    const groups = (await received()).map(({ message }) => message?.media_group_id);
    expect(groups[0]).toMatch(/^\d+$/);
    expect(groups[1]).toBe(groups[0]);
    expect(groups[2]).not.toBe(groups[0]);
  });

  it('longer than Telegram allows are sent in parts, as its apps do', async () => {
    const { body } = await write({ text: 'کلمه '.repeat(1000) });
    expect(body).toEqual({ messageId: 1, messageIds: [1, 2] });
    const texts = (await received()).map(({ message }) => message?.text ?? '');
    expect(texts.map((text) => text.length <= 4096 && text.endsWith('کلمه'))).toEqual([true, true]);
  });

  it('can be edited afterwards', async () => {
    await write({ text: 'یک' });
    expect(await write({ edit: 1, text: 'دو' })).toEqual({ status: 201, body: { messageId: 1 } });
    expect((await received()).at(-1)?.edited_message).toMatchObject({
      message_id: 1,
      text: 'دو',
      edit_date: expect.any(Number),
    });
    expect(await running.chat(person)).toMatchObject([{ text: 'دو', edited: true }]);
  });

  it.each([
    [{}, 400],
    [{ text: 'x', photo: 'pothole' }, 400],
    [{ text: '  ' }, 400],
    [{ photo: 'unicorn' }, 400],
    [{ bot: 'other', text: 'x' }, 400],
    [{ text: 'x', replyTo: 99 }, 404],
    [{ edit: 5, text: 'x' }, 404],
  ])('are refused with a sentence: %j', async (body, status) => {
    expect(await write(body)).toEqual({ status, body: { error: expect.stringMatching(/\.$/) } });
  });

  it('of nobody are refused', async () => {
    expect((await write({ text: 'x' }, 404)).status).toBe(404);
    expect((await running.control('GET', `/people/${person}/chats/other`)).status).toBe(404);
    expect((await running.control('GET', '/nothing')).status).toBe(404);
  });

  it('are read from a message on', async () => {
    await write({ text: 'یک' });
    await write({ text: 'دو' });
    const { body } = await running.control('GET', `/people/${person}/chats/citizen?after=1`);
    expect(body).toMatchObject({ messages: [{ messageId: 2, from: 'person', text: 'دو' }] });
  });
});
