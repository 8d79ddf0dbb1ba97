import { type RunningCity, startCity } from '../../support/city.js';
import { newCitizen, newcomer } from './phone.js';

let running: RunningCity;
beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

const POTHOLE = 'چاله بزرگی جلوی دبستان است';
const FIRE = 'آتش‌سوزی شده';
const A_NUMBER = (number: string) => new RegExp(`^${number}$`, 'm');

describe('danger', () => {
  it.each([
    ['fa', FIRE, '125'],
    ['fa', 'بوی گاز در کوچه می‌آید، خطرناک است', '194'],
    ['en', 'There is a fire in our street', '125'],
    ['ar', 'حريق في شارعنا', '125'],
  ])(
    'says first whom to call (%s, «%s»), and asks whether the city is to get it',
    async (language, text, number) => {
      const phone = await newCitizen(running, language);
      await phone.send(text);
      const [first, ...others] = await phone.replies();
      expect(first).toMatch(A_NUMBER(number));
      expect(others).toEqual([]);
      expect((await phone.chat()).at(-1)?.keyboard?.flat()).toHaveLength(2);
    },
  );

  it('files what was written when the person wants that, and nothing when calling is enough', async () => {
    const phone = await newCitizen(running);
    await phone.send(FIRE);
    await phone.press('تماس کافی است');
    expect(await phone.last()).toContain('چیزی ثبت نشد');
    await phone.send(FIRE);
    await phone.press('برای شهرداری هم بفرست');
    await phone.send('نمی‌دانم');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain(FIRE);
  });

  it('says it at the step of the place, and takes the words for no address', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('نمی‌دانم');
    await phone.send('این‌جا آتش گرفته');
    expect((await phone.replies())[0]).toMatch(A_NUMBER('125'));
    await phone.send('بله');
    await phone.send('منطقه ۹');
    const { text } = await phone.withButton('ثبت');
    expect(text).toContain(POTHOLE);
    expect(text).toContain('این‌جا آتش گرفته');
  });

  it('hears it in a caption and in an edit', async () => {
    const phone = await newCitizen(running);
    await phone.send({ photo: 'garbage', caption: FIRE });
    expect((await phone.replies())[0]).toMatch(A_NUMBER('125'));
    await phone.send('لغو');
    const id = await phone.send(POTHOLE);
    await phone.send({ edit: id, text: FIRE });
    expect((await phone.replies())[0]).toMatch(A_NUMBER('125'));
  });

  it('says the line alone for words that only sound like it, and goes on with the request', async () => {
    const phone = await newCitizen(running);
    await phone.send('شیر آتش‌نشانی چکه می‌کند');
    const replies = await phone.replies();
    expect(replies[0]).toContain('اگر همین حالا خطری هست');
    expect(replies).toHaveLength(2);
    await phone.send('نمی‌دانم');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain('شیر آتش‌نشانی چکه می‌کند');
  });

  it('gives somebody who wants to die kind words and the numbers alone, and begins nothing', async () => {
    const phone = await newCitizen(running);
    await phone.send('می‌خواهم خودم را بکشم');
    const replies = await phone.replies();
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(A_NUMBER('123'));
    expect(replies[0]).toMatch(A_NUMBER('1480'));
    expect((await phone.chat()).at(-1)?.keyboard).toBeUndefined();
    await phone.send('لغو');
    expect(await phone.last()).toContain('کار نیمه‌تمامی ندارید');
  });

  it('warns a person too who has not agreed to anything yet', async () => {
    const phone = await newcomer(running);
    await phone.send(FIRE);
    expect((await phone.replies())[0]).toMatch(A_NUMBER('125'));
    await phone.press('برای شهرداری هم بفرست');
    expect(await phone.last()).toContain('پیش از شروع');
  });
});

describe("other bodies' matters", () => {
  it('says who answers and under which number, and registers it all the same when asked to', async () => {
    const phone = await newCitizen(running);
    await phone.send('قبض گاز زیاد اومده');
    expect(await phone.last()).toMatch(A_NUMBER('194'));
    await phone.withButton('کارشناس');
    await phone.press('با این حال ثبت شود');
    await phone.send('نمی‌دانم');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain('قبض گاز زیاد اومده');
  });
});

describe("other bodies' matters, told at once", () => {
  it('are over with one press where that is enough, and are counted without saying who it was', async () => {
    const phone = await newCitizen(running);
    const counted = () => running.connection.collection('toldElsewhere').countDocuments();
    const before = await counted();
    await phone.send('قبض گاز زیاد اومده');
    await phone.press('همین کافی بود');
    expect(await phone.last()).toContain('خواهش می‌کنیم');
    await phone.send('لغو');
    expect(await phone.last()).toContain('کار نیمه‌تمامی ندارید');
    expect(await counted()).toBe(before + 1);
    const kept = await running.connection.collection('toldElsewhere').findOne({ body: 'gas' });
    expect(JSON.stringify(kept)).not.toContain(String(phone.person));
  });
});

describe('other things that people say', () => {
  it.each([
    ['سلام خوبین؟', 'بنویسید چه شده است'],
    ['الو', 'بنویسید چه شده است'],
    ['ممنون از لطفتون', 'خواهش می‌کنیم'],
    ['دمتون گرم', 'خواهش می‌کنیم'],
    ['چطوری عوارض پرداخت کنم؟', 'عوارض'],
    ['شهرداری منطقه ۹ کجاست؟', ''],
    ['ببخشید یه سوال داشتم', 'این پرسش است؟'],
    ['ثبت شد؟', 'هنوز درخواستی ندارید'],
  ])('answers «%s» once, and begins no request', async (text, sentence) => {
    const phone = await newCitizen(running);
    await phone.send(text);
    const replies = await phone.replies();
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(sentence);
    expect(replies[0]).not.toContain('موضوع از کدام دسته');
    await phone.send('لغو');
    expect(await phone.last()).toContain('کار نیمه‌تمامی ندارید');
  });

  it('brings somebody who wants to talk to a person to the operators', async () => {
    const phone = await newCitizen(running);
    await phone.send('میخوام با یه آدم حرف بزنم');
    await phone.send('چند بار تماس گرفته‌ام و کسی جواب نداد');
    expect((await phone.withButton('ثبت')).text).toContain('موضوع هنوز روشن نیست');
  });

  it('takes thanks, «ثبت شد؟» and «بدون شماره» at the step of the place for what they are', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('مرسی');
    expect(await phone.last()).toContain('خواهش می‌کنیم');
    await phone.send('ثبت شد؟');
    expect(await phone.last()).toContain('هنوز کامل نیست');
    await phone.send('بدون شماره');
    expect(await phone.last()).toContain('شماره تماس لازم نیست');
    await phone.send('منطقه ۹');
    const { text } = await phone.withButton('ثبت');
    expect(text).not.toContain('مرسی');
    expect(text).not.toContain('بدون شماره');
  });

  it('finds the district of a street, and asks only where several are possible', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('خیابان صیاد شیرازی');
    expect((await phone.withButton('ثبت')).text).toContain('منطقه ۹');
    await phone.press('تغییر جا');
    await phone.send('بلوار وکیل‌آباد');
    expect(await phone.last()).toContain('در کدام منطقه');
    const offered = (await phone.keyboard()).filter((text) => text.startsWith('منطقه'));
    expect(offered.length).toBeGreaterThan(1);
    expect(offered.length).toBeLessThan(6);
  });

  it('shows where a request stands in the middle of another one, which goes on', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('منطقه ۹');
    await phone.press('ثبت');
    const code = /\d{10}/.exec((await phone.withButton('وضعیت')).keyboard?.[0]?.[0]?.data ?? '')?.[0] ?? '';
    await phone.send('زباله‌ها را نمی‌برند');
    await phone.send('درخواست تازه');
    await phone.send(`کد ${code} چی شد`);
    expect(await phone.last()).toContain('تا حالا چه شده است');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).not.toContain(code);
  });
});
