import { Bot, InputFile } from 'grammy';
import { Telegram } from 'telegraf';
import { type RunningSimulator, runSimulator, TOKENS } from '../harness.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let running: RunningSimulator;
let person: number;
let citizen: Bot;
let staff: Telegram;
beforeEach(async () => {
  running = await runSimulator();
  person = await running.startedPerson('citizen');
  running.simulator.addPerson({ id: person, name: 'زهرا کریمی', bot: 'staff', started: true });
  const apiRoot = `${running.address}/telegram`;
  citizen = new Bot(TOKENS.citizen, { client: { apiRoot } });
  staff = new Telegram(TOKENS.staff, { apiRoot, webhookReply: false });
});
afterEach(() => running.stop());

async function download(link: string): Promise<Buffer> {
  const response = await fetch(link);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Sends an album of files of these kinds, also such as the library's types know to be refused. */
function album(...kinds: readonly string[]) {
  const items = kinds.map((type) => ({ type, media: new InputFile(PNG) }));
  return citizen.api.sendMediaGroup(person, items as Parameters<typeof citizen.api.sendMediaGroup>[1]);
}

async function receivedPhoto(photo: unknown) {
  await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', photo, caption: 'چاله' });
  const [update] = await citizen.api.getUpdates();
  const sizes = update?.message?.photo ?? [];
  const largest = sizes.at(-1);
  if (!largest) throw new Error('No photo came.');
  return { sizes, largest, message: update?.message };
}

describe('files', () => {
  it('bring a sample photo to the bot in sizes, which can be downloaded', async () => {
    const { sizes, largest, message } = await receivedPhoto('pothole');
    expect(message?.caption).toBe('چاله');
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [320, 240],
      [640, 480],
    ]);
    const { file_path, file_size } = await citizen.api.getFile(largest.file_id);
    const content = await download(`${running.address}/telegram/file/bot${TOKENS.citizen}/${file_path}`);
    expect(content.length).toBe(file_size);
    expect(content.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  it('have ids that are worth nothing to the other bot, and a unique id that is the same', async () => {
    const { largest } = await receivedPhoto({ base64: PNG.toString('base64') });
    await expect(staff.sendPhoto(person, largest.file_id)).rejects.toThrow(
      '400: Bad Request: wrong file identifier/HTTP URL specified',
    );
    await expect(staff.getFile(largest.file_id)).rejects.toThrow(
      '400: Bad Request: wrong file_id or the file is temporarily unavailable',
    );
    const { photo } = await staff.sendPhoto(person, { source: PNG });
    expect(photo.at(-1)?.file_unique_id).toBe(largest.file_unique_id);
    const own = photo.at(-1)?.file_id ?? '';
    expect(own).not.toBe(largest.file_id);
    await staff.sendPhoto(person, own);
    await expect(staff.sendDocument(person, own)).rejects.toThrow("can't use file of type Photo as Document");
    const link = await staff.getFileLink(own);
    expect(await download(link.href)).toEqual(PNG);
  });

  it('are uploaded by both libraries, Persian names too', async () => {
    const text = Buffer.from('گزارش');
    const fromGrammy = await citizen.api.sendDocument(person, new InputFile(text, 'گزارش.txt'), {
      caption: '<b>نو</b>',
      parse_mode: 'HTML',
    });
    expect(fromGrammy).toMatchObject({
      document: { file_name: 'گزارش.txt', file_size: text.length, mime_type: 'text/plain' },
      caption: 'نو',
      caption_entities: [{ type: 'bold' }],
    });
    const fromTelegraf = await staff.sendDocument(person, { source: text, filename: 'گزارش.txt' });
    expect(fromTelegraf.document.file_name).toBe('گزارش.txt');
  });

  it('go as albums with one group id', async () => {
    const messages = await citizen.api.sendMediaGroup(person, [
      { type: 'photo', media: new InputFile(PNG, 'a.png'), caption: 'یک' },
      { type: 'photo', media: new InputFile(PNG, 'b.png') },
    ]);
    expect(messages.map(({ caption }) => caption)).toEqual(['یک', undefined]);
    const viewed = await running.chat(person);
    expect(viewed.map(({ media }) => media)).toEqual([['photo'], ['photo']]);
    expect(viewed[0]?.mediaGroup).toMatch(/^\d+$/);
    expect(viewed[1]?.mediaGroup).toBe(viewed[0]?.mediaGroup);
    await expect(
      staff.sendMediaGroup(person, [
        { type: 'photo', media: { source: PNG } },
        { type: 'photo', media: { source: PNG } },
      ]),
    ).resolves.toHaveLength(2);
  });

  it.each([
    ['document', 'photo'],
    ['audio', 'video'],
    ['audio', 'document'],
  ])('form no album of %s and %s', async (one, other) => {
    await expect(album(one, other)).rejects.toMatchObject({
      description: `Bad Request: ${one} can't be mixed with other media types`,
    });
  });

  it('form an album of photos and films, or of documents alone', async () => {
    await expect(album('photo', 'video')).resolves.toHaveLength(2);
    await expect(album('document', 'document')).resolves.toHaveLength(2);
  });

  it('are not downloaded above 20 MiB', async () => {
    const document = { size: 21 * 1024 * 1024, fileName: 'big.mp4' };
    await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', document });
    const [update] = await citizen.api.getUpdates();
    await expect(citizen.api.getFile(update?.message?.document?.file_id ?? '')).rejects.toMatchObject({
      error_code: 400,
      description: 'Bad Request: file is too big',
    });
  });

  it('are refused as photos when they are none', async () => {
    await expect(
      citizen.api.sendPhoto(person, new InputFile(Buffer.from('MZ'), 'a.jpg')),
    ).rejects.toMatchObject({
      description: 'Bad Request: IMAGE_PROCESS_FAILED',
    });
  });

  it('change by an edit of the media', async () => {
    const { message_id } = await citizen.api.sendPhoto(person, new InputFile(PNG), { caption: 'یک' });
    await citizen.api.editMessageMedia(person, message_id, {
      type: 'document',
      media: new InputFile(Buffer.from('x'), 'x.txt'),
    });
    const [viewed] = await running.chat(person);
    expect(viewed).toMatchObject({ media: ['document'], edited: true });
    expect(viewed?.caption).toBeUndefined();
  });

  it('are shown to a page under the id in the chat', async () => {
    await receivedPhoto({ base64: PNG.toString('base64') });
    const [viewed] = await running.chat(person);
    const response = await fetch(`${running.address}/simulator/api/files/${viewed?.files?.[0]?.fileId}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
  });
});
