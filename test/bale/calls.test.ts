import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputFile } from 'grammy';
import { createClient } from '../../bots/staff/client/client.js';
import { baleCapabilities } from '../../src/bale/capabilities.js';
import { BALE } from '../../src/channel/bot.js';
import { systemClock } from '../../src/clock.js';
import { packageRoot } from '../../src/package-root.js';
import type { BaleBehaviour } from '../../src/simulator/bale/rules.js';
import { createApi } from '../../src/telegram/api.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { createRateLimiter } from '../../src/telegram/rate-limiter.js';
import { type RunningSimulator, runSimulator, TOKENS, type ViewedMessage } from '../simulator/harness.js';

const PERSON = 4_503_599_627_370_495;
const PICTURE = readFileSync(join(packageRoot, 'src/simulator/samples/garbage.jpg'));
const capabilities = baleCapabilities({ blockedTexts: ['blocked', 'user_left'] });

let running: RunningSimulator;
/** Both libraries as the bots use them, with what they call a message. */
let clients: {
  readonly citizen: ReturnType<typeof createApi>;
  readonly staff: ReturnType<typeof createClient>;
};

beforeAll(async () => {
  running = await runSimulator({ hasBale: true });
  for (const bot of ['citizen', 'staff'] as const) {
    running.simulator.addPerson({ id: PERSON, name: 'زهرا کریمی', bot, started: true }, BALE);
  }
  const { dialect } = capabilities;
  const apiRoot = `${running.address}/bale`;
  clients = {
    citizen: createApi({ token: TOKENS.citizen, apiRoot, dialect }),
    staff: createClient({
      token: TOKENS.staff,
      apiRoot,
      dialect,
      rateLimiter: createRateLimiter({ clock: systemClock, ...capabilities.pace }),
      clock: systemClock,
    }),
  };
});
afterAll(() => running.stop());
afterEach(() => behave({ doesStatusFollow: true, blockedText: 'Forbidden: bot was blocked by the user' }));

async function control<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${running.address}/simulator/bale/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await response.json()) as Answer;
}

const behave = (behaviour: Partial<BaleBehaviour>) => control('/behaviour', behaviour);

async function newest(bot: 'citizen' | 'staff'): Promise<ViewedMessage | undefined> {
  const { messages } = await control<{ messages: ViewedMessage[] }>(`/people/${PERSON}/chats/${bot}`);
  return messages.at(-1);
}

/** Sends HTML with a coloured button, as the product does, through the library of that bot. */
function send(bot: 'citizen' | 'staff', html: string) {
  const button = { text: 'ثبت', callback_data: 'x', style: 'success' as const };
  const other = {
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: [[button]] },
  };
  return bot === 'citizen'
    ? clients.citizen.sendMessage(PERSON, html, other)
    : clients.staff.sendMessage(PERSON, html, other);
}

describe.each(['citizen', 'staff'] as const)('the %s bot', (bot) => {
  it('says its HTML in Markdown, with buttons that Bale takes', async () => {
    await send(bot, '<b>موضوع</b>: آب &lt;زیاد&gt; *مهم*');
    expect(await newest(bot)).toMatchObject({
      html: '<b>موضوع:</b> آب &lt;زیاد&gt; ∗مهم∗',
      keyboard: [[{ text: 'ثبت', data: 'x' }]],
    });
  });

  it('edits a message although the answer says nothing of it', async () => {
    const { message_id: id } = await send(bot, 'یک');
    const edited = await (bot === 'citizen'
      ? clients.citizen.editMessageText(PERSON, id, '<b>دو</b>', { parse_mode: 'HTML' })
      : clients.staff.editMessageText(PERSON, id, undefined, '<b>دو</b>', { parse_mode: 'HTML' }));
    expect(edited).toMatchObject({ message_id: 0 });
    expect(await newest(bot)).toMatchObject({ messageId: id, html: '<b>دو</b>', edited: true });
  });

  it('answers in reply to a message', async () => {
    const { message_id: id } = await send(bot, 'یک');
    const reply = { reply_parameters: { message_id: id } };
    await (bot === 'citizen'
      ? clients.citizen.sendLocation(PERSON, 36.3, 59.6, reply)
      : clients.staff.sendLocation(PERSON, 36.3, 59.6, reply));
    expect(await newest(bot)).toMatchObject({ replyTo: id, media: ['location'] });
  });

  it('uploads a file with what a person wrote below it made harmless', async () => {
    const caption = '*مهم* [راه](https://a.ir)';
    await (bot === 'citizen'
      ? clients.citizen.sendPhoto(PERSON, new InputFile(PICTURE, 'a.jpg'), { caption })
      : clients.staff.sendPhoto(PERSON, { source: PICTURE }, { caption }));
    const { caption: shown, html } = (await newest(bot)) ?? {};
    expect(shown).toBe('∗مهم∗ {راه}(https://a.ir)');
    expect(html).not.toMatch(/<b>|<a /);
  });

  it.each([
    { doesStatusFollow: true, blockedText: 'Forbidden: bot was blocked by the user' },
    { doesStatusFollow: false, blockedText: 'Forbidden: bot was blocked by the user' },
    { doesStatusFollow: true, blockedText: 'ERROR user_left' },
    { doesStatusFollow: false, blockedText: 'ERROR user_left' },
  ])('knows who blocked it by the text alone, whatever the status: %o', async (behaviour) => {
    await behave(behaviour);
    await control(`/people/${PERSON}/block`, { bot });
    const failure = await send(bot, 'سلام').then(() => undefined, classifyFailure);
    await control(`/people/${PERSON}/unblock`, { bot });
    expect(failure).toEqual({ kind: 'blocked' });
  });

  it('hears nothing of being blocked', async () => {
    await control(`/people/${PERSON}/block`, { bot });
    await control(`/people/${PERSON}/unblock`, { bot });
    const updates = await (bot === 'citizen'
      ? clients.citizen.getUpdates()
      : clients.staff.getUpdates(0, 10, 0, []));
    expect(updates).toEqual([]);
  });
});

it('sends an album with captions in Markdown', async () => {
  const photo = () => ({ type: 'photo', media: new InputFile(PICTURE, 'a.jpg') }) as const;
  await clients.citizen.sendMediaGroup(PERSON, [{ ...photo(), caption: '_یک_' }, photo()]);
  const { messages } = await control<{ messages: ViewedMessage[] }>(`/people/${PERSON}/chats/citizen`);
  expect(messages.slice(-2).map(({ caption, media }) => [caption, media])).toEqual([
    ['ˍیکˍ', ['photo']],
    [undefined, ['photo']],
  ]);
});

it('says what answers a press as it is: an app shows it without marks', async () => {
  const { message_id: messageId } = await send('citizen', 'یک');
  const pressed = control<{ answer: { text?: string } }>(`/people/${PERSON}/presses`, {
    bot: 'citizen',
    messageId,
    data: 'x',
  });
  const [update] = await clients.citizen.getUpdates({ timeout: 5 });
  const { id = '' } = update?.callback_query ?? {};
  await clients.citizen.answerCallbackQuery(id, { text: '*ثبت* شد' });
  expect((await pressed).answer.text).toBe('*ثبت* شد');
  await clients.citizen.getUpdates({ offset: (update?.update_id ?? 0) + 1 });
});

it('gets a voice without type and length, and no language of the person', async () => {
  await control(`/people/${PERSON}/messages`, { bot: 'citizen', voice: 'voice' });
  const [update] = await clients.citizen.getUpdates();
  expect(update?.message?.voice).toEqual({
    file_id: expect.any(String),
    file_unique_id: expect.any(String),
    file_size: expect.any(Number),
  });
  expect(update?.message?.from).not.toHaveProperty('language_code');
  await clients.citizen.getUpdates({ offset: (update?.update_id ?? 0) + 1 });
});

it('leads to the bot, and knows which presses show an answer', () => {
  expect(capabilities.startLink('mashhad_137_bot', 'site')).toBe('https://ble.ir/mashhad_137_bot?start=site');
  expect([capabilities.showsPressAnswer('1234'), capabilities.showsPressAnswer('2134')]).toEqual([
    false,
    true,
  ]);
});
