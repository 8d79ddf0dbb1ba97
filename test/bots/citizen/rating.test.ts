import { type RunningCity, startCity } from '../../support/city.js';
import { headAnswers, withAnswer, withRequest } from './answered.js';
import { type CitizenPhone, control, newCitizen } from './phone.js';

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

async function labelsOf(phone: CitizenPhone, messageId: number): Promise<readonly string[]> {
  const message = (await phone.chat()).find((one) => one.messageId === messageId);
  return (message?.keyboard ?? []).flat().map(({ text }) => text);
}

describe('a good answer', () => {
  it('is rated with five, closed, and loses its rating buttons', async () => {
    const phone = await withAnswer(running);
    const notice = await phone.withButton('⭐ ۵');
    const answer = await phone.press('⭐ ۵');
    expect(answer.text).toContain('درخواست بسته شد');
    expect(await labelsOf(phone, notice.messageId)).toEqual(['نمره شما: ۵ از ۵']);
    await phone.press('نمره شما');
    expect(await phone.last()).toContain('درخواست بسته شد: پاسخ را پذیرفتید.');
  });

  it('is rated once by two presses', async () => {
    const phone = await withAnswer(running);
    const notice = await phone.withButton('⭐ ۴');
    const data = notice.keyboard?.flat().find(({ text }) => text === '⭐ ۴')?.data ?? '';
    await phone.pressData(data, notice.messageId);
    const again = await phone.pressData(data, notice.messageId);
    expect(again.text).toContain('این درخواست بسته شده است.');
  });
});

describe('a bad answer', () => {
  it('is rated with one, and objected to with a ready reason', async () => {
    const phone = await withAnswer(running);
    await phone.press('⭐ ۱');
    expect(await phone.last()).toContain('باید پاسخ تازه‌ای بدهند');
    await phone.press('بله، اعتراض دارم');
    const asked = await phone.withButton('کار انجام نشده است');
    await phone.press('کار انجام نشده است');
    expect(await labelsOf(phone, asked.messageId)).toEqual([]);
    expect((await phone.withButton('ارسال')).text).toContain('کار انجام نشده است');
    await phone.press('ارسال');
    const texts = (await phone.chat()).map(({ text = '' }) => text);
    expect(texts.filter((text) => text.includes('معاون فنی و عمران منطقه ۹ است'))).toHaveLength(1);
    await phone.send('درخواست‌های من');
    expect(await phone.last()).toContain('درخواست پیش معاون فنی و عمران منطقه ۹ است');
  });

  it('is enough after all, and the request is closed', async () => {
    const phone = await withAnswer(running);
    await phone.press('⭐ ۲');
    await phone.press('نه، همین بس است');
    await phone.send('درخواست‌های من');
    expect(await phone.last()).toContain('پاسخ را پذیرفتید');
  });

  it('is objected to at once in words, and keeps no live buttons', async () => {
    const phone = await withAnswer(running);
    const notice = await phone.withButton('نه، اعتراض دارم');
    await phone.press('نه، اعتراض دارم');
    await phone.send('فقط نصف چاله پر شده است');
    await phone.press('ارسال');
    expect(await labelsOf(phone, notice.messageId)).toEqual(['اعتراض کردید']);
    await phone.press('اعتراض کردید');
    expect(await phone.last()).toContain('فقط نصف چاله پر شده است');
  });

  it('takes no second objection once the request has gone up', async () => {
    const phone = await withAnswer(running);
    const notice = await phone.withButton('نه، اعتراض دارم');
    const data = notice.keyboard?.flat().find(({ text }) => text === 'نه، اعتراض دارم')?.data ?? '';
    await phone.press('نه، اعتراض دارم');
    await phone.send('۱');
    await phone.send('ارسال');
    expect((await phone.pressData(data, notice.messageId)).text).toContain('هنوز پاسخ تازه‌ای ندارد');
    const rate = data.replace('object', 'rate');
    expect((await phone.pressData(`${rate}:5`, notice.messageId)).text).toContain('هنوز پاسخ تازه‌ای ندارد');
  });

  it('is left alone by «لغو», and can be objected to later', async () => {
    const phone = await withAnswer(running);
    await phone.press('نه، اعتراض دارم');
    await phone.send('لغو');
    expect(await phone.last()).toContain('اعتراضی ثبت نشد');
    await phone.send('درخواست‌های من');
    await phone.press('۱.');
    await phone.press('نه، اعتراض دارم');
    await phone.send('۳');
    await phone.send('ارسال');
    expect((await phone.chat()).some(({ text }) => text?.startsWith('اعتراض شما به درخواست'))).toBe(true);
  });

  it('does not make one lose the request that one is putting together', async () => {
    const phone = await withAnswer(running);
    await phone.send('زباله‌ها را نمی‌برند');
    await phone.press('نه، اعتراض دارم');
    await phone.send('هنوز چاله هست');
    await phone.press('ارسال');
    expect((await phone.replies()).join()).toContain('کجاست؟');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain('زباله‌ها را نمی‌برند');
  });

  it('is objected to once for a redelivered press', async () => {
    const phone = await withAnswer(running);
    await phone.press('نه، اعتراض دارم');
    await phone.send('هنوز چاله هست');
    await control(running, '/faults', { kind: 'duplicateUpdate', bot: 'citizen', times: 1 });
    await phone.press('ارسال');
    const told = (await phone.chat()).filter(({ text }) => text?.startsWith('اعتراض شما به درخواست'));
    expect(told).toHaveLength(1);
  });
});

it('lets somebody else neither rate nor object', async () => {
  const phone = await withAnswer(running);
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
    registered: 'Your request is registered.',
    isWith: 'The request is with the Head of civil works, District 9.',
    answer: 'Answer of the Head of civil works, District 9:',
    done: 'Result: it is done.',
  },
  {
    language: 'ar',
    registered: 'سُجّل طلبكم.',
    isWith: 'الطلب عند رئیس اداره فنی و عمران منطقه ۹.',
    answer: 'جواب رئیس اداره فنی و عمران منطقه ۹:',
    done: 'النتيجة: أُنجز العمل.',
  },
])('a request is filed, tracked and answered in $language', async ({ language, ...words }) => {
  const phone = await withRequest(running, language);
  const told = (await phone.chat())
    .flatMap(({ text }) => text ?? [])
    .find((text) => text.includes(words.registered));
  const [, code = ''] = /\u2068([^\u2069]+)\u2069/.exec(told ?? '') ?? [];
  await phone.send(code);
  expect(await phone.last()).toContain(words.isWith);
  await headAnswers(running);
  expect(await phone.last()).toContain(words.answer);
  expect(await phone.last()).toContain(words.done);
});
