import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, control, newCitizen } from './phone.js';

const HEAD = 'district-9-civil-works-head';
const POTHOLE = 'چاله بزرگی جلوی دبستان است';

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** A citizen whose request the head of civil works in district 9 has answered. */
async function answered(): Promise<CitizenPhone> {
  const phone = await newCitizen(running);
  // A place of his own, so that nobody has filed the same before.
  const address = `خیابان صیاد شیرازی، منطقه ۹، پلاک ${phone.person}`;
  for (const text of [POTHOLE, address, 'ثبت']) await phone.send(text);
  await headAnswers();
  return phone;
}

/** The head of civil works answers what reached him last. */
async function headAnswers(): Promise<void> {
  const head = (await running.city.people()).find(({ position }) => position === HEAD);
  if (head === undefined) throw new Error('Nobody is the head of civil works in district 9.');
  for (const button of ['پاسخ', 'انجام شد']) await staffPresses(head.id, button);
  await running.city.send(head.id, 'staff', { text: 'چاله دیروز با آسفالت پر شد و محل تمیز شد.' });
  await running.city.idle();
  await staffPresses(head.id, 'ارسال');
  await running.city.passMoment(10);
}

async function staffPresses(person: number, button: string): Promise<void> {
  const messages = await running.city.chat(person, 'staff');
  const target = messages.findLast(({ keyboard }) => keyboard?.flat().some(({ text }) => text === button));
  if (target === undefined) throw new Error(`The manager has no button «${button}».`);
  await running.city.press(person, 'staff', target.messageId, button);
  await running.city.idle();
}

async function labelsOf(phone: CitizenPhone, messageId: number): Promise<readonly string[]> {
  const message = (await phone.chat()).find((one) => one.messageId === messageId);
  return (message?.keyboard ?? []).flat().map(({ text }) => text);
}

describe('a good answer', () => {
  it('is rated with five, closed, and loses its rating buttons', async () => {
    const phone = await answered();
    const notice = await phone.withButton('⭐ ۵');
    const answer = await phone.press('⭐ ۵');
    expect(answer.text).toContain('درخواست بسته شد');
    expect(await labelsOf(phone, notice.messageId)).toEqual(['نمره شما: ۵ از ۵']);
    await phone.press('نمره شما');
    expect(await phone.last()).toContain('درخواست بسته شد: پاسخ را پذیرفتید.');
  });

  it('is rated once by two presses', async () => {
    const phone = await answered();
    const notice = await phone.withButton('⭐ ۴');
    const data = notice.keyboard?.flat().find(({ text }) => text === '⭐ ۴')?.data ?? '';
    await phone.pressData(data, notice.messageId);
    const again = await phone.pressData(data, notice.messageId);
    expect(again.text).toContain('این درخواست بسته شده است.');
  });
});

describe('a bad answer', () => {
  it('is rated with one, and objected to with a ready reason', async () => {
    const phone = await answered();
    await phone.press('⭐ ۱');
    expect(await phone.last()).toContain('باید پاسخ تازه‌ای بدهند');
    await phone.press('بله، اعتراض دارم');
    const asked = await phone.withButton('کار انجام نشده است');
    await phone.press('کار انجام نشده است');
    expect(await labelsOf(phone, asked.messageId)).toEqual([]);
    const texts = (await phone.chat()).map(({ text = '' }) => text);
    expect(texts.filter((text) => text.includes('معاون فنی و عمران منطقه ۹ است'))).toHaveLength(1);
    await phone.send('درخواست‌های من');
    expect(await phone.last()).toContain('درخواست پیش معاون فنی و عمران منطقه ۹ است');
  });

  it('is enough after all, and the request is closed', async () => {
    const phone = await answered();
    await phone.press('⭐ ۲');
    await phone.press('نه، همین بس است');
    await phone.send('درخواست‌های من');
    expect(await phone.last()).toContain('پاسخ را پذیرفتید');
  });

  it('is objected to at once in words, and keeps no live buttons', async () => {
    const phone = await answered();
    const notice = await phone.withButton('نه، اعتراض دارم');
    await phone.press('نه، اعتراض دارم');
    await phone.send({ voice: 'voice' });
    expect(await phone.last()).toContain('در یک جمله بنویسید');
    await phone.send('و'.repeat(1_500));
    expect(await phone.last()).toContain('این متن بلند است');
    await phone.send('فقط نصف چاله پر شده است');
    expect(await labelsOf(phone, notice.messageId)).toEqual(['اعتراض کردید']);
    await phone.press('اعتراض کردید');
    expect(await phone.last()).toContain('فقط نصف چاله پر شده است');
  });

  it('takes no second objection once the request has gone up', async () => {
    const phone = await answered();
    const notice = await phone.withButton('نه، اعتراض دارم');
    const data = notice.keyboard?.flat().find(({ text }) => text === 'نه، اعتراض دارم')?.data ?? '';
    await phone.press('نه، اعتراض دارم');
    await phone.send('۱');
    expect((await phone.pressData(data, notice.messageId)).text).toContain('هنوز پاسخ تازه‌ای ندارد');
    const rate = data.replace('object', 'rate');
    expect((await phone.pressData(`${rate}:5`, notice.messageId)).text).toContain('هنوز پاسخ تازه‌ای ندارد');
  });

  it('is left alone by «لغو», and can be objected to later', async () => {
    const phone = await answered();
    await phone.press('نه، اعتراض دارم');
    await phone.send('لغو');
    expect(await phone.last()).toContain('اعتراضی ثبت نشد');
    await phone.send('درخواست‌های من');
    await phone.press('۱.');
    await phone.press('نه، اعتراض دارم');
    await phone.send('۳');
    expect((await phone.chat()).some(({ text }) => text?.startsWith('اعتراض شما به درخواست'))).toBe(true);
  });

  it('does not make one lose the request that one is putting together', async () => {
    const phone = await answered();
    await phone.send('زباله‌ها را نمی‌برند');
    await phone.press('نه، اعتراض دارم');
    await phone.send('هنوز چاله هست');
    expect((await phone.replies()).join()).toContain('کجاست؟');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain('زباله‌ها را نمی‌برند');
  });

  it('is objected to once for a redelivered message', async () => {
    const phone = await answered();
    await phone.press('نه، اعتراض دارم');
    await control(running, '/faults', { kind: 'duplicateUpdate', bot: 'citizen', times: 1 });
    await phone.send('هنوز چاله هست');
    const told = (await phone.chat()).filter(({ text }) => text?.startsWith('اعتراض شما به درخواست'));
    expect(told).toHaveLength(1);
  });
});

it('lets somebody else neither rate nor object', async () => {
  const phone = await answered();
  const notice = await phone.withButton('⭐ ۵');
  const stranger = await newCitizen(running);
  await stranger.send('سلام');
  for (const { data = '' } of notice.keyboard?.flat() ?? []) {
    expect((await stranger.pressData(data)).text).toContain('این دکمه دیگر کار نمی‌کند.');
  }
  expect(await labelsOf(phone, notice.messageId)).toContain('⭐ ۵');
});

it.each([
  {
    language: 'en',
    register: 'Register',
    registered: 'Your request is registered.',
    isWith: 'The request is with the Head of civil works, District 9.',
    answer: 'Answer of the Head of civil works, District 9:',
    done: 'Result: it is done.',
  },
  {
    language: 'ar',
    register: 'تسجيل',
    registered: 'سُجّل طلبكم.',
    isWith: 'الطلب عند رئیس اداره فنی و عمران منطقه ۹.',
    answer: 'جواب رئیس اداره فنی و عمران منطقه ۹:',
    done: 'النتيجة: أُنجز العمل.',
  },
])('a request is filed, tracked and answered in $language', async ({ language, ...words }) => {
  const phone = await newCitizen(running, language);
  for (const text of [POTHOLE, `خیابان هاشمیه، منطقه ۹، پلاک ${phone.person}`, words.register]) {
    await phone.send(text);
  }
  const told = (await phone.chat())
    .flatMap(({ text }) => text ?? [])
    .find((text) => text.includes(words.registered));
  const [, code = ''] = /\u2068([^\u2069]+)\u2069/.exec(told ?? '') ?? [];
  await phone.send(code);
  expect(await phone.last()).toContain(words.isWith);
  await headAnswers();
  expect(await phone.last()).toContain(words.answer);
  expect(await phone.last()).toContain(words.done);
});
