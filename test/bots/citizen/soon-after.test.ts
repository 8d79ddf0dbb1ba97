import { createCitizenNoticeStore } from '../../../src/deliveries/citizen-notice-store.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import { createTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { startBotAlone } from './bot-alone.js';
import { type CitizenPhone, newCitizen } from './phone.js';

const POTHOLE = 'چاله بزرگی جلوی دبستان است';
const OPERATOR = { kind: 'operator', person: '900' } as const;

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** A citizen who has just registered a request about a pothole. */
async function justRegistered(words = POTHOLE, languageCode = 'fa'): Promise<CitizenPhone> {
  const phone = await newCitizen(running, languageCode);
  await phone.send(words);
  // Nobody else has filed the same there.
  for (const text of [`پلاک ${phone.person}، منطقه ۹`, 'ثبت']) await phone.send(text);
  return phone;
}

async function codesOf(phone: CitizenPhone): Promise<readonly TrackingCode[]> {
  const found = await running.connection
    .collection('citizens')
    .findOne({ _id: String(phone.person) as never });
  return found?.['requests'] ?? [];
}

/** What was added to the newest request of a citizen. */
async function addedTo(code: TrackingCode | undefined): Promise<readonly unknown[]> {
  const stored = code === undefined ? undefined : await createRequestStore(running.connection).find(code);
  return (stored?.events ?? []).filter(({ type }) => type === 'added');
}

describe('within half an hour of «ثبت»', () => {
  it.each([
    ['a text', { text: 'پلاک ۴۰، روبه‌روی نانوایی' }],
    ['a photo', { photo: 'pothole' }],
    ['a voice', { voice: 'voice' }],
    ['a place', { location: { latitude: 36.38, longitude: 59.48 } }],
  ])('offers to add %s, and one press adds it', async (_what, message) => {
    const phone = await justRegistered();
    await phone.send(message);
    expect(await phone.last()).toContain('اضافه شود؟');
    await phone.press('بله، اضافه شود');
    const [code, ...others] = await codesOf(phone);
    expect(others).toEqual([]);
    expect(await addedTo(code)).toHaveLength(1);
  });

  it('makes it a request of its own where that is wished', async () => {
    const phone = await justRegistered();
    await phone.send('زباله‌ها را نمی‌برند');
    await phone.press('نه، درخواست تازه است');
    for (const text of ['منطقه ۱۰', 'ثبت']) await phone.send(text);
    expect(await codesOf(phone)).toHaveLength(2);
  });

  it.each([
    ['ممنون', 'خواهش می‌کنیم'],
    ['میخوام با یه آدم حرف بزنم', 'بنویسید'],
  ])('hears «%s» as what it is', async (words, sentence) => {
    const phone = await justRegistered();
    await phone.send(words);
    expect(await phone.last()).not.toContain('اضافه شود؟');
    expect((await phone.replies()).join()).toContain(sentence);
  });

  it('begins a new request after that', async () => {
    const phone = await justRegistered();
    await running.city.advance({ advanceSeconds: 31 * 60 });
    await phone.send('زباله‌ها را نمی‌برند');
    expect((await phone.replies()).join()).not.toContain('اضافه شود؟');
    expect(await phone.last()).toContain('کجاست؟');
  });

  it.each([
    ['en', 'Should this be added'],
    ['ar', 'هل يُضاف هذا'],
  ])('asks in %s', async (languageCode, question) => {
    const phone = await justRegistered(POTHOLE, languageCode);
    await phone.send('40');
    expect((await phone.replies()).join()).not.toContain('undefined');
    await phone.send('beside the bakery, number 40');
    expect(await phone.last()).toContain(question);
  });
});

it('takes a reply to the notice of a merged request to the one that goes on', async () => {
  const alone = await startBotAlone();
  const person = await alone.simulator.startedPerson('citizen');
  await alone.introduce(person);
  const register = async (citizen: string) => {
    const code = createTrackingCode(alone.random);
    await alone.requests.register({
      command: { type: 'register', code, citizen, channel: 'bot', text: POTHOLE, attachments: [] },
      actor: { kind: 'citizen', citizen },
      commandId: `register ${code}`,
    });
    return code;
  };
  const [into, merged] = [await register('501'), await register(String(person))];
  const order = { actor: OPERATOR, commandId: 'merge' };
  await alone.requests.execute(merged, { ...order, command: { type: 'merge', into } });
  const notice = { code: merged, person: String(person), chatId: person, messageId: 7, seq: 1, piece: 0 };
  await createCitizenNoticeStore(alone.database.connection).remember(notice, false);

  const from = { id: person, is_bot: false, first_name: 'شهروند', language_code: 'fa' };
  const chat = { id: person, type: 'private' };
  const answered = await alone.bot.handle(
    {
      update_id: 900,
      message: {
        message_id: 8,
        from,
        chat,
        date: 1,
        text: 'پلاک ۴۰',
        reply_to_message: { message_id: 7, chat, date: 1 },
      },
    } as never,
    null,
  );
  const added = await alone.bot.handle(
    { update_id: 901, message: { message_id: 9, from, chat, date: 1, text: 'بله' } } as never,
    answered,
  );
  expect(added).toBeNull();
  const types = async (code: TrackingCode) =>
    (await alone.requests.find(code))?.events.map(({ type }) => type);
  expect(await types(into)).toContain('added');
  expect(await types(merged)).not.toContain('added');
  await alone.stop();
});
