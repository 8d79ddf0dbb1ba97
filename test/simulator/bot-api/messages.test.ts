import { createManualClock } from '../../../src/clock.js';
import { type RunningSimulator, runSimulator, TOKENS } from '../harness.js';

const START = new Date('2026-11-24T08:00:00Z');
let running: RunningSimulator;
let person: number;
beforeEach(async () => {
  running = await runSimulator({
    clock: createManualClock(START),
    limits: { chatBurst: 100, botBurst: 100 },
  });
  person = await running.startedPerson();
});
afterEach(() => running.stop());

async function refusal(method: string, parameters: object): Promise<string> {
  const { status, body } = await running.call('citizen', method, { chat_id: person, ...parameters });
  expect(body.ok).toBe(false);
  expect(body.error_code).toBe(status);
  return `${status} ${body.description}`;
}

async function sent(parameters: object, method = 'sendMessage'): Promise<Record<string, unknown>> {
  const { body } = await running.call('citizen', method, { chat_id: person, ...parameters });
  expect(body).toMatchObject({ ok: true });
  return body.result as Record<string, unknown>;
}

const button = (callback_data: string) => ({ inline_keyboard: [[{ text: 'دکمه', callback_data }]] });

describe('sendMessage', () => {
  it('returns text and entities of the mark-up, with the date of the product’s clock', async () => {
    expect(await sent({ text: ' <b>سلام</b> /help\n', parse_mode: 'HTML' })).toEqual({
      message_id: 1,
      from: { id: 1000001, is_bot: true, first_name: 'پاسخ ۱۳۷', username: 'citizen_bot' },
      chat: { id: person, type: 'private', first_name: 'زهرا', last_name: 'کریمی' },
      date: START.getTime() / 1000,
      text: 'سلام /help',
      entities: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'bot_command', offset: 5, length: 5 },
      ],
    });
  });

  it('counts 4096 code points after parsing', async () => {
    const longest = '😀'.repeat(4096);
    expect((await sent({ text: `<b>${longest}</b>`, parse_mode: 'HTML' }))['text']).toBe(longest);
    expect(await refusal('sendMessage', { text: `${longest}.` })).toBe(
      '400 Bad Request: message is too long',
    );
  });

  it.each([
    [{ text: '' }, '400 Bad Request: message text is empty'],
    [{}, '400 Bad Request: message text is empty'],
    [{ text: ' \u200c\u200f\n' }, '400 Bad Request: message text is empty'],
    [{ text: '<b></b>', parse_mode: 'HTML' }, '400 Bad Request: message text is empty'],
    [
      { text: '<b>x', parse_mode: 'HTML' },
      '400 Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [{ text: 'x', parse_mode: 'XML' }, '400 Bad Request: unsupported parse_mode'],
    [{ text: 'x', chat_id: 99 }, '400 Bad Request: chat not found'],
    [{ text: 'x', reply_markup: button('ا'.repeat(33)) }, '400 Bad Request: BUTTON_DATA_INVALID'],
    [{ text: 'x', reply_markup: button('') }, '400 Bad Request: BUTTON_DATA_INVALID'],
    [{ text: 'x', reply_markup: '{' }, "400 Bad Request: can't parse reply markup JSON object"],
    [{ text: 'x', reply_to_message_id: 77 }, '400 Bad Request: message to be replied not found'],
    [
      {
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'بله', callback_data: 'a', style: 'warning' }]] },
      },
      '400 Bad Request: invalid button style specified',
    ],
    [
      { text: 'x', reply_markup: { keyboard: [[{ text: 'بله', style: 'red' }]] } },
      '400 Bad Request: invalid button style specified',
    ],
  ])('refuses %j', async (parameters, words) => {
    expect(await refusal('sendMessage', parameters)).toBe(words);
  });

  it('accepts callback data of 64 bytes', async () => {
    const markup = button('ا'.repeat(32));
    expect((await sent({ text: 'x', reply_markup: markup }))['reply_markup']).toEqual(markup);
  });

  it('sends without the reply when that is allowed', async () => {
    const reply_parameters = { message_id: 77, allow_sending_without_reply: true };
    expect(await sent({ text: 'x', reply_parameters })).not.toHaveProperty('reply_to_message');
  });

  it('refuses a person who never started, blocked or left', async () => {
    const { body } = await running.control('POST', '/people', { name: 'علی' });
    const { id } = body as { id: number };
    expect(await refusal('sendMessage', { chat_id: id, text: 'x' })).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    );
    await running.control('POST', `/people/${person}/block`, { bot: 'citizen' });
    expect(await refusal('sendMessage', { text: 'x' })).toBe('403 Forbidden: bot was blocked by the user');
    await running.control('POST', `/people/${person}/unblock`, { bot: 'citizen' });
    await sent({ text: 'x' });
    await running.control('POST', `/people/${person}/deactivate`, {});
    expect(await refusal('sendMessage', { text: 'x' })).toBe('403 Forbidden: user is deactivated');
  });
});

describe('editing', () => {
  it('refuses what Telegram refuses', async () => {
    await sent({ text: 'یک', reply_markup: button('a') });
    await sent({ text: 'دو', reply_markup: { keyboard: [['بله']] } });
    await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', text: 'سه' });
    const edit = (message_id: number, more = {}) =>
      refusal('editMessageText', { message_id, text: 'یک', reply_markup: button('a'), ...more });
    expect(await edit(1)).toMatch(
      /^400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same/,
    );
    expect(await edit(9)).toBe('400 Bad Request: message to edit not found');
    expect(await edit(2)).toBe("400 Bad Request: message can't be edited");
    expect(await edit(3)).toBe("400 Bad Request: message can't be edited");
    expect(await edit(1, { reply_markup: { keyboard: [['x']] } })).toBe(
      '400 Bad Request: inline keyboard expected',
    );
    expect(await refusal('editMessageCaption', { message_id: 1, caption: 'x' })).toBe(
      '400 Bad Request: there is no caption in the message to edit',
    );
  });

  it('takes the keyboard away when none is given', async () => {
    await sent({ text: 'یک', reply_markup: button('a') });
    const edited = await sent({ message_id: 1, text: 'یک' }, 'editMessageText');
    expect(edited).not.toHaveProperty('reply_markup');
    expect(edited['edit_date']).toBe(START.getTime() / 1000);
  });

  it('does not show a change of the keyboard alone as an edit', async () => {
    await sent({ text: 'یک' });
    await sent({ message_id: 1, reply_markup: button('b') }, 'editMessageReplyMarkup');
    const [message] = await running.chat(person);
    expect(message?.keyboard).toEqual([[{ text: 'دکمه', data: 'b' }]]);
    expect(message?.edited).toBeUndefined();
  });
});

it('previews a link unless the bot asks for none, as the last change says', async () => {
  await sent({ text: 'https://example.com' });
  await sent({ text: 'https://example.com', link_preview_options: { is_disabled: true } });
  await sent({ text: 'بدون نشانی' });
  const previews = async () => (await running.chat(person)).map(({ linkPreview }) => linkPreview);
  expect(await previews()).toEqual([true, undefined, undefined]);
  await sent({ message_id: 2, text: 'www.example.com' }, 'editMessageText');
  expect(await previews()).toEqual([true, true, undefined]);
});

describe('deleting', () => {
  it('works for 48 hours', async () => {
    await sent({ text: 'یک' });
    await sent({ text: 'دو' });
    running.clock.advance(48 * 3600 * 1000 - 1000);
    expect((await running.call('citizen', 'deleteMessage', { chat_id: person, message_id: 1 })).status).toBe(
      200,
    );
    expect(await refusal('deleteMessage', { message_id: 1 })).toBe(
      '400 Bad Request: message to delete not found',
    );
    running.clock.advance(1000);
    expect(await refusal('deleteMessage', { message_id: 2 })).toMatch(/message can't be deleted/);
    expect((await running.chat(person)).map(({ deleted }) => deleted)).toEqual([true, undefined]);
  });
});

describe('forwarding and copying', () => {
  it('names the origin only when forwarded', async () => {
    await sent({ text: 'اصل' });
    const again = { from_chat_id: person, message_id: 1 };
    expect(await sent(again, 'forwardMessage')).toMatchObject({
      text: 'اصل',
      forward_origin: { type: 'user' },
    });
    expect(await sent(again, 'copyMessage')).toEqual({ message_id: 3 });
    expect((await running.chat(person)).map(({ text }) => text)).toEqual(['اصل', 'اصل', 'اصل']);
    expect(await refusal('copyMessage', { from_chat_id: person, message_id: 50 })).toBe(
      '400 Bad Request: message to copy not found',
    );
  });
});

describe('limits', () => {
  it('answers 429 with the wait in body and header, for the chat and then not', async () => {
    await running.stop();
    running = await runSimulator({ clock: createManualClock(START), limits: { chatBurst: 2 } });
    person = await running.startedPerson();
    await sent({ text: '1' });
    await sent({ text: '2' });
    const { status, headers, body } = await running.call('citizen', 'sendMessage', {
      chat_id: person,
      text: '3',
    });
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    expect(body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    running.clock.advance(1000);
    await sent({ text: '3' });
    const { body: stats } = await running.control('GET', '/stats');
    expect(stats).toMatchObject({ sent: 3, tooManyRequests: 1, calls: { sendMessage: 4 } });
  });

  it('answers 429 for the bot when many chats get a message', async () => {
    const limited = await runSimulator({
      clock: createManualClock(START),
      limits: { botBurst: 3, botPerSecond: 1 },
    });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      const chat_id = await limited.startedPerson();
      statuses.push((await limited.call('citizen', 'sendMessage', { chat_id, text: 'x' })).status);
    }
    await limited.stop();
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

describe('what a bot says of itself', () => {
  const commands = [{ command: 'help', description: 'راهنما' }];

  it.each<[object, string]>([
    [{ scope: { type: 'everybody' } }, "can't parse BotCommandScope: Unsupported type specified"],
    [{ scope: { type: 'constructor' } }, "can't parse BotCommandScope: Unsupported type specified"],
    [{ scope: ['chat'] }, "can't parse BotCommandScope: BotCommandScope must be an Object"],
    [{ scope: { type: 'chat' } }, 'can\'t parse BotCommandScope: Can\'t find field "chat_id"'],
    [{ scope: { type: 'chat', chat_id: 99 } }, 'chat not found'],
    [{ language_code: 'fa-IR' }, 'invalid language code specified'],
    [{ language_code: 'FA' }, 'invalid language code specified'],
  ])('has no list of commands for %j', async (where, words) => {
    for (const method of ['setMyCommands', 'getMyCommands', 'deleteMyCommands']) {
      expect(await refusal(method, { commands, ...where })).toBe(`400 Bad Request: ${words}`);
    }
  });

  it('has a list for each scope and each language', async () => {
    for (const where of [{ language_code: 'fa' }, { scope: { type: 'chat', chat_id: person } }]) {
      await sent({ commands, ...where }, 'setMyCommands');
      expect(await sent(where, 'getMyCommands')).toEqual(commands);
    }
    expect(await sent({}, 'getMyCommands')).toEqual([]);
  });

  it('has no text in a language of three letters', async () => {
    const parameters = { description: 'x', language_code: 'fas' };
    expect(await refusal('setMyDescription', parameters)).toBe(
      '400 Bad Request: invalid language code specified',
    );
  });

  it('is doing one of the things that Telegram knows', async () => {
    await sent({ action: 'upload_voice' }, 'sendChatAction');
    expect(await refusal('sendChatAction', { action: 'thinking' })).toBe(
      '400 Bad Request: wrong parameter action in request',
    );
  });
});

describe('the door', () => {
  it('knows its tokens and methods', async () => {
    expect(await refusal('sendCarrierPigeon', {})).toBe('404 Not Found: method not found');
    const response = await fetch(`${running.address}/telegram/bot1:wrong/getMe`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it('reads queries and forms like JSON', async () => {
    const root = `${running.address}/telegram/bot${TOKENS.citizen}`;
    const query = await fetch(`${root}/SENDMESSAGE?chat_id=${person}&text=%D8%A8`);
    expect(await query.json()).toMatchObject({ ok: true, result: { text: 'ب' } });
    const form = new URLSearchParams({
      chat_id: String(person),
      text: 'پ',
      reply_markup: JSON.stringify(button('a')),
    });
    const posted = await fetch(`${root}/sendMessage`, { method: 'POST', body: form });
    expect(await posted.json()).toMatchObject({ result: { reply_markup: button('a') } });
  });
});
