import { type RunningCity, startCity } from '../../support/city.js';
import { control, newCitizen } from './phone.js';

const POTHOLE = 'چاله بزرگی جلوی دبستان است';
/** Words in which several topics are possible. */
const UNCLEAR = 'جلوی دبستان ما خراب است';
const IN_DISTRICT_9 = { latitude: 36.31, longitude: 59.47 };

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** The requests of the city, as the simulator's page sees them. */
async function requestsOf(person: number): Promise<
  readonly {
    readonly code: string;
    readonly text: string;
    readonly category?: string;
    readonly status: string;
  }[]
> {
  const response = await fetch(`${running.url}/simulator/api/requests`);
  // The control API is ours and its tests hold it to this shape.
  const all = (await response.json()) as {
    citizen: string;
    code: string;
    text: string;
    category?: string;
    status: string;
  }[];
  return all.filter(({ citizen }) => citizen === String(person));
}

/** Files up to the review by one text and a district. */
async function readyToRegister(text = POTHOLE, languageCode = 'fa') {
  const phone = await newCitizen(running, languageCode);
  await phone.send(text);
  await phone.send('منطقه ۹');
  return phone;
}

describe('an unfinished filing', () => {
  it('gives up with a notice what was left for a day, counted from the last sign of life', async () => {
    const phone = await readyToRegister();
    const review = await phone.withButton('ثبت');
    await running.city.advance({ advanceHours: 23 });
    await phone.send('/requests');
    await running.city.advance({ advanceHours: 23 });
    expect(await phone.last()).not.toContain('کنار گذاشتیم');
    await running.city.advance({ advanceHours: 1 });
    const words = (await phone.chat()).filter(({ text }) => text?.includes('۲۴ ساعت ماند و ثبت نشد'));
    expect(words).toHaveLength(1);
    expect(words[0]?.replyKeyboard?.flat()).toHaveLength(3);
    await phone.pressData(
      review.keyboard?.flat().find(({ text }) => text === 'ثبت')?.data ?? '',
      review.messageId,
    );
    expect(await requestsOf(phone.person)).toEqual([]);
    await running.city.advance({ advanceHours: 25 });
    expect((await phone.chat()).filter(({ text }) => text?.includes('۲۴ ساعت ماند'))).toHaveLength(1);
  });

  it('gives up a draft that another question had interrupted, and any other unfinished thing', async () => {
    const phone = await readyToRegister();
    await phone.send('تنظیمات');
    await phone.press('نام');
    await running.city.advance({ advanceHours: 24 });
    expect(await phone.last()).toContain('۲۴ ساعت ماند و ثبت نشد');
    await phone.send('تنظیمات');
    await phone.press('نام');
    await running.city.advance({ advanceHours: 24 });
    expect(await phone.last()).toContain('پس از ۲۴ ساعت کنار گذاشته شد');
  });
});

describe('the usual way', () => {
  it('takes the topic from words that say it, and shows it before and in the review', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    expect(await phone.last()).toContain('موضوع: چاله و خرابی آسفالت');
    expect(await phone.last()).toContain('کجاست؟');
    expect(await phone.keyboard()).toContain('📍 ارسال مکان من');
    await phone.send({ location: IN_DISTRICT_9 });
    const review = await phone.last();
    expect(review).toContain('چاله و خرابی آسفالت — منطقه');
    expect(review).toContain(POTHOLE);
    await phone.press('ثبت');

    const [request, ...others] = await requestsOf(phone.person);
    expect(others).toEqual([]);
    expect(request).toMatchObject({ text: POTHOLE, category: 'چاله و خرابی آسفالت' });
    const told = (await phone.chat()).filter(({ text }) => text?.includes('کد پیگیری'));
    expect(told).toHaveLength(1);
    const registered = (await phone.chat()).find(({ text }) => text?.startsWith('✅ ثبت شد'));
    expect(registered?.keyboard).toBeUndefined();
    expect(await phone.keyboard()).toEqual(['تنظیمات', 'راهنما', 'درخواست‌های من']);
  });

  it('takes a voice message in four updates, for the operators to read', async () => {
    const phone = await newCitizen(running);
    await phone.send({ voice: 'voice' });
    expect(await phone.last()).toContain('درخواست است، پرسش است، یا با کارشناس صحبت می‌کنید؟');
    await phone.press('درخواست است');
    await phone.send({ location: IN_DISTRICT_9 });
    await phone.press('ثبت');
    expect(await requestsOf(phone.person)).toMatchObject([{ status: 'intake', text: '' }]);
  });

  it('takes everything typed, in Arabic digits', async () => {
    const phone = await newCitizen(running);
    for (const text of [UNCLEAR, '١', 'خیابان نمونه', '٩', 'ثبت']) await phone.send(text);
    expect(await requestsOf(phone.person)).toMatchObject([{ status: 'referred', text: UNCLEAR }]);
  });

  it('begins with a photo, its caption and a forwarded message alike', async () => {
    const photo = await newCitizen(running);
    await photo.send({ photo: 'pothole', caption: UNCLEAR });
    expect((await photo.withButton('چاله')).text).toContain('موضوع کدام است؟');
    const forward = await newCitizen(running);
    await forward.send({ text: 'زباله‌ها را نمی‌برند', forwarded: true });
    expect(await forward.last()).toContain('موضوع: جمع‌آوری نشدن زباله');
  });

  it('says whom to call now where there is danger, and registers all the same', async () => {
    const phone = await newCitizen(running);
    await phone.send('درخت دارد می‌افتد');
    await phone.send('درخت یا شاخه خطرناک');
    await phone.send('منطقه ۹');
    expect(await phone.last()).toContain('۱۲۵');
    await phone.press('ثبت');
    expect(await requestsOf(phone.person)).toHaveLength(1);
  });

  it.each([
    ['en', 'Topic: Pothole', ['District 9'], 'Register', 'Registered'],
    ['ar', 'الموضوع: حفرة', ['٩'], 'تسجيل', 'سُجّل'],
  ])('speaks %s from the first message to the end', async (languageCode, question, typed, register, done) => {
    const phone = await newCitizen(running, languageCode);
    await phone.send('a hole in the street');
    expect(await phone.last()).toContain(question);
    for (const text of typed) await phone.send(text);
    await phone.press(register);
    expect((await phone.chat()).some(({ text }) => text?.includes(done))).toBe(true);
    expect(await requestsOf(phone.person)).toHaveLength(1);
  });
});

describe('more of it before it is registered', () => {
  it('acknowledges an album once, and counts its files in the review', async () => {
    const phone = await readyToRegister();
    await phone.sendAll(
      ['pothole', 'garbage', 'street-light'].map((photo) => ({ photo, mediaGroup: 'one' })),
    );
    const replies = await phone.replies();
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('عکس اضافه شد.');
    expect((await phone.withButton('ثبت')).text).toContain('عکس: ۳');
  });

  it('offers once to add the rest of an album that comes after it, and adds it at one press', async () => {
    const phone = await readyToRegister();
    await phone.send({ photo: 'pothole', mediaGroup: 'late' });
    await phone.press('ثبت');
    await phone.sendAll([
      { photo: 'garbage', mediaGroup: 'late' },
      { photo: 'street-light', mediaGroup: 'late' },
    ]);
    const replies = await phone.replies();
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('اضافه شود؟');
    expect((await phone.withButton('اضافه شود')).text).toContain('عکس: ۲');
    await phone.press('اضافه شود');
    expect((await phone.withButton('وضعیت')).text).toContain('ثبت شد');
    await phone.press('وضعیت');
    expect((await phone.withButton('پیوست‌ها (۳)')).text).toContain('درخواست');
    expect(await requestsOf(phone.person)).toHaveLength(1);
  });

  it('takes the words of an edited message', async () => {
    const phone = await newCitizen(running);
    const id = await phone.send(POTHOLE);
    await phone.send('منطقه ۹');
    await phone.send({ edit: id, text: 'چاله کوچکی جلوی مدرسه است' });
    expect((await phone.withButton('ثبت')).text).toContain('چاله کوچکی جلوی مدرسه است');
    await phone.press('ثبت');
    await phone.send({ edit: id, text: 'چیز دیگری' });
    expect(await phone.last()).toContain('همان‌طور که ثبت شد می‌ماند');
    expect(await requestsOf(phone.person)).toMatchObject([{ text: 'چاله کوچکی جلوی مدرسه است' }]);
  });

  it('changes text, topic and place from the review', async () => {
    const phone = await readyToRegister();
    await phone.press('تغییر متن');
    await phone.send('پیاده‌رو خراب است');
    await phone.press('تغییر موضوع');
    await phone.press('پیاده‌رو');
    await phone.press('تغییر جا');
    await phone.send('بلوار سجاد، منطقه ۱');
    const { text } = await phone.withButton('ثبت');
    expect(text).toContain('پیاده‌رو نامناسب — منطقه ۱');
    expect(text).toContain('بلوار سجاد، منطقه ۱');
    expect(text).toContain('پیاده‌رو خراب است');
    expect(text).not.toContain(POTHOLE);
  });

  it('shows the words as they were typed, whatever is in them', async () => {
    const phone = await readyToRegister('چاله <b>بزرگ</b> & "عمیق" \u202Eاست');
    expect((await phone.withButton('ثبت')).text).toContain('چاله <b>بزرگ</b> & "عمیق" است');
  });

  it('answers a text that the app had to send in two messages once', async () => {
    const phone = await newCitizen(running);
    await phone.sendAll([{ text: 'چاله '.repeat(819) }, { text: 'چاله '.repeat(200) }]);
    const replies = await phone.replies();
    expect(replies.filter((text) => text.includes('آخر آن را نگه نداشتیم'))).toHaveLength(1);
    expect(replies).toHaveLength(1);
  });

  it('keeps 4,000 characters of 5,000 and says so', async () => {
    const phone = await newCitizen(running);
    await phone.send('چاله '.repeat(1_000));
    const replies = (await phone.chat()).filter(({ from }) => from === 'bot');
    expect(replies[0]?.text).toContain('آخر آن را نگه نداشتیم');
    await phone.send('منطقه ۹');
    await phone.press('ثبت');
    const [request] = await requestsOf(phone.person);
    expect([...(request?.text ?? '')].length).toBeLessThanOrEqual(4_000);
  });
});

describe('when something goes wrong', () => {
  it('registers once for two presses at once', async () => {
    const phone = await readyToRegister();
    const { messageId } = await phone.withButton('ثبت');
    const press = () =>
      control(running, `/people/${phone.person}/presses`, { bot: 'citizen', messageId, button: 'ثبت' });
    const [one, other] = await Promise.allSettled([press(), press()]);
    await running.city.idle();
    expect([one.status, other.status]).toContain('fulfilled');
    expect(await requestsOf(phone.person)).toHaveLength(1);
    expect((await phone.chat()).filter(({ text }) => text?.includes('کد پیگیری'))).toHaveLength(1);
  });

  it('takes a redelivered update once', async () => {
    const phone = await newCitizen(running);
    await control(running, '/faults', { kind: 'duplicateUpdate', bot: 'citizen', times: 3 });
    await phone.send(POTHOLE);
    await phone.send('منطقه ۹');
    const { text } = await phone.withButton('ثبت');
    expect(text?.split(POTHOLE)).toHaveLength(2);
    expect((await phone.chat()).filter(({ text: one }) => one?.includes('کجاست؟') ?? false)).toHaveLength(1);
  });

  it('goes on after an outage of Telegram in the middle of the registration', async () => {
    const phone = await readyToRegister();
    await control(running, '/faults', { kind: '500', bot: 'citizen', method: 'editMessageText', times: 1 });
    await phone.press('ثبت');
    await running.city.advance({ advanceSeconds: 60 });
    await running.city.idle();
    expect(await requestsOf(phone.person)).toHaveLength(1);
    expect((await phone.chat()).filter(({ text }) => text?.startsWith('✅ ثبت شد'))).toHaveLength(1);
  });

  it('offers to continue an unfinished request, after a restart too', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await running.restart();
    await phone.send('/start');
    expect(await phone.last()).toContain('نیمه‌تمام');
    await phone.press('ادامه');
    await phone.send('منطقه ۹');
    await phone.press('ثبت');
    expect(await requestsOf(phone.person)).toHaveLength(1);
  });

  it('begins anew where that is wished', async () => {
    const phone = await readyToRegister();
    await phone.send('/start');
    await phone.press('شروع دوباره');
    await phone.send('لغو');
    expect(await phone.last()).toContain('کار نیمه‌تمامی ندارید');
    expect(await requestsOf(phone.person)).toEqual([]);
  });

  it('lets nobody press a button of a question that is answered', async () => {
    const phone = await newCitizen(running);
    await phone.send(UNCLEAR);
    const question = await phone.withButton('چاله');
    const data = question.keyboard?.[0]?.[0]?.data ?? '';
    await phone.press('چاله');
    expect((await phone.pressData(data, question.messageId)).text).toContain('این دکمه دیگر کار نمی‌کند.');
    expect(
      (await phone.chat()).find(({ messageId }) => messageId === question.messageId)?.keyboard,
    ).toBeUndefined();
  });
});
