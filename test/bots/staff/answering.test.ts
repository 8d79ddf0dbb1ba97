import { CITIZEN } from '../../support/people.js';
import { buttonsOf, type Desk, HEAD, HEAD_TITLE, openDesk, withoutHour } from './staff-phones.js';

const ANSWER = 'چاله امروز صبح پر شد و محل برای عبور آماده است.';
const CARD = 'چاله بزرگی';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** What the citizen heard of answers of the head. */
async function answers(): Promise<readonly string[]> {
  return (await desk.toCitizen()).filter((text) => text.includes(`پاسخ ${HEAD_TITLE}:`));
}

/** A day of the city's calendar, so many days from now, in words. */
async function daysAhead(days: number) {
  const at = new Date((await desk.city.now()).getTime() + days * 86_400_000);
  const format = new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
    timeZone: 'Asia/Tehran',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const { weekday, day, month, year } = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  return { weekday, day, month, year };
}

describe('an answer to a request', () => {
  beforeAll(async () => {
    await desk.file();
  });
  afterEach(async () => {
    await desk.send(HEAD, '/cancel');
  });

  it('asks for the result, then the text, and keeps the request named', async () => {
    await desk.press(HEAD, 'پاسخ');
    const question = await desk.saying(HEAD, 'نتیجه کار چیست');
    expect(question.text).toMatch(/پاسخ به درخواست .*[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/);
    expect(buttonsOf(question)).toEqual(['انجام شد', 'انجام می‌شود تا …', 'شدنی نیست', 'لغو', 'بازگشت']);
    await desk.press(HEAD, 'شدنی نیست');
    expect(await desk.last(HEAD)).toContain('چرا شدنی نیست');
  });

  it('takes typed words instead of every button', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.send(HEAD, 'انجام مي شود');
    expect(await desk.last(HEAD)).toContain('تا چه روزی');
    await desk.send(HEAD, '٣ روز دیگر');
    expect(await desk.last(HEAD)).toContain('قول شما');
    await desk.send(HEAD, 'بازگشت');
    expect(await desk.last(HEAD)).toContain('تا چه روزی');
    await desk.send(HEAD, 'لغو');
    expect(await desk.last(HEAD)).toContain('لغو شد');
  });

  it('takes the day with the result in one sentence', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.send(HEAD, 'انجام می‌شود تا ۲۰ دی');
    expect(await desk.last(HEAD)).toMatch(/قول شما: تا .*۲۰ دی/);
  });

  it('asks which day is meant where the weekday is that of another, and takes the one pressed', async () => {
    await desk.press(HEAD, 'پاسخ');
    const [day, next] = [await daysAhead(10), await daysAhead(11)];
    await desk.send(HEAD, `انجام می‌شود تا ${next.weekday} ${day.day} ${day.month} ${day.year}`);
    const question = await desk.saying(HEAD, 'کدام روز منظور شماست');
    const [first = '', second = ''] = buttonsOf(question);
    expect(first).toContain(`${day.day} ${day.month}`);
    expect(second).toContain(`${next.day} ${next.month}`);
    await desk.press(HEAD, second);
    expect(await desk.last(HEAD)).toMatch(new RegExp(`قول شما: تا .*${next.day} ${next.month}`));
  });

  it('goes back step by step and keeps the text', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    await desk.press(HEAD, 'بازگشت');
    expect(await desk.last(HEAD)).toContain('متن تازه');
    await desk.press(HEAD, 'بازگشت');
    await desk.press(HEAD, 'شدنی نیست');
    expect(await desk.last(HEAD)).toContain(ANSWER);
    expect(await desk.last(HEAD)).toContain('این کار شدنی نیست');
  });

  it('replaces the text at the preview, whose older version cannot be sent', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    const old = await desk.saying(HEAD, ANSWER);
    await desk.press(HEAD, 'تغییر');
    await desk.send(HEAD, 'چاله با آسفالت گرم پر شد.');
    expect(await desk.last(HEAD)).toContain('آسفالت گرم');
    const send = `send:${codeIn(old.text)}`;
    expect(await desk.pressOn(HEAD, old.messageId, { data: send })).toContain('قدیمی');
  });

  it('sends nothing by the button of a preview from which one went back', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'شدنی نیست');
    await desk.send(HEAD, ANSWER);
    const preview = await desk.saying(HEAD, ANSWER);
    const before = await answers();
    await desk.press(HEAD, 'بازگشت');
    await desk.press(HEAD, 'بازگشت');
    const data = `send:${codeIn(preview.text)}`;
    expect(await desk.pressOn(HEAD, preview.messageId, { data })).toContain('قدیمی');
    expect(await answers()).toEqual(before);
    expect(buttonsOf(await desk.saying(HEAD, ANSWER))).toEqual([]);
  });

  it('follows an edit of the message that brought the text', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    const written = await desk.send(HEAD, ANSWER);
    await desk.send(HEAD, { text: 'چاله دیشب پر شد و باز است.', edit: written });
    expect(await desk.last(HEAD)).toContain('چاله دیشب پر شد');
  });

  it('shows commands at every step and says that the answer is still open', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    for (const command of ['/start', 'کارتابل من', 'راهنما']) {
      await desk.send(HEAD, command);
      expect(await desk.last(HEAD)).toContain('هنوز باز است');
    }
    await desk.send(HEAD, ANSWER);
    expect(await desk.last(HEAD)).toContain('شهروند این را می‌خواند');
  });

  it('counts the photos of an album in one preview', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, { photo: 'pothole', caption: ANSWER, mediaGroup: 'after' });
    await desk.send(HEAD, { photo: 'street-light', mediaGroup: 'after' });
    await desk.send(HEAD, { photo: 'garbage', mediaGroup: 'after' });
    const previews = (await desk.fromBot(HEAD)).filter(({ text = '' }) => text.includes('همراه با'));
    expect(previews.map(({ text = '' }) => text.split('\n').at(-1))).toEqual(['همراه با ۳ پیوست']);
  });
});

describe('sending', () => {
  beforeEach(async () => {
    await desk.file();
  });

  it('reads for the citizen exactly as in the preview', async () => {
    const before = (await answers()).length;
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    const preview = await desk.last(HEAD);
    await desk.press(HEAD, 'ارسال');
    const [answer = ''] = (await answers()).slice(before);
    expect(withoutHour(answer)).toBe(withoutHour(preview.replace('شهروند این را می‌خواند:\n\n', '')));
  });

  it('sends once, however often «ارسال» is pressed', async () => {
    const before = (await answers()).length;
    const card = await desk.saying(HEAD, CARD);
    await desk.send(HEAD, { text: ANSWER, replyTo: card.messageId });
    await desk.press(HEAD, 'انجام شد');
    const preview = await desk.saying(HEAD, 'شهروند این را می‌خواند');
    const data = `send:${codeIn(preview.text)}`;
    expect(await desk.pressOn(HEAD, preview.messageId, { data })).toBeUndefined();
    expect(await desk.pressOn(HEAD, preview.messageId, { data })).toContain('فرستاده شده است');
    expect((await answers()).length - before).toBe(1);
  });

  it('leaves a card and a preview without buttons', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    await desk.press(HEAD, 'ارسال');
    const sent = await desk.saying(HEAD, 'برای شهروند می‌رود');
    const card = await desk.saying(HEAD, CARD);
    expect([buttonsOf(sent), buttonsOf(card)]).toEqual([[], []]);
    expect(card.text).toContain('پاسخ داده شد');
  });

  it('brings photos and a voice message to the citizen', async () => {
    const before = (await desk.city.chat(CITIZEN, 'citizen')).flatMap(({ media = [] }) => media).length;
    const card = await desk.saying(HEAD, CARD);
    await desk.send(HEAD, { photo: 'pothole', replyTo: card.messageId });
    expect(await desk.last(HEAD)).toContain('فایل را گرفتیم');
    await desk.send(HEAD, { voice: 'voice' });
    await desk.send(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    await desk.send(HEAD, 'ارسال');
    expect(await desk.last(HEAD)).toContain('ثبت شد');
    const media = (await desk.city.chat(CITIZEN, 'citizen')).flatMap(({ media: kinds = [] }) => kinds);
    expect(media.slice(before)).toEqual(['photo', 'voice']);
  });

  it('brings a voice alone, after the manager has heard it, with the outcome in words', async () => {
    const heard = (await desk.city.chat(CITIZEN, 'citizen')).flatMap(({ media = [] }) => media).length;
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'شدنی نیست');
    expect(await desk.last(HEAD)).toContain('پیام صوتی');
    await desk.send(HEAD, { voice: 'voice' });
    const [played, preview] = (await desk.fromBot(HEAD)).slice(-2);
    expect(played?.media).toEqual(['voice']);
    expect(preview?.text).toContain('شهروند این را می‌خواند');
    expect(preview?.text).toContain('این کار شدنی نیست');
    expect(preview?.text).toContain('پاسخ در پیام صوتی بالا آمده است');
    await desk.press(HEAD, 'ارسال');
    const [voice, answer] = (await desk.city.chat(CITIZEN, 'citizen')).slice(-2);
    expect(voice?.media).toEqual(['voice']);
    expect(answer?.text).toContain('این کار شدنی نیست');
    expect(answer?.text).toContain('پاسخ در پیام صوتی بالا آمده است');
    const media = (await desk.city.chat(CITIZEN, 'citizen')).flatMap(({ media: kinds = [] }) => kinds);
    expect(media.slice(heard)).toEqual(['voice']);
    expect((await desk.saying(HEAD, CARD)).text).toContain('🎤 صدا');
  });

  it('takes a round video for an answer', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, { videoNote: true });
    expect(await desk.last(HEAD)).toContain('پاسخ در فیلم بالا آمده است');
    await desk.send(HEAD, '/cancel');
  });

  it('sets an unfinished answer aside, with a word, when another begins', async () => {
    await desk.press(HEAD, 'پاسخ');
    await desk.file('چاله تازه‌ای در کوچه کناری است.');
    await desk.press(HEAD, 'پاسخ');
    expect((await desk.saying(HEAD, 'کنار رفت')).text).toContain('پاسخ ناتمام');
    expect(await desk.last(HEAD)).toContain('نتیجه کار چیست');
    await desk.send(HEAD, '/cancel');
  });
});

describe('the card', () => {
  it('is there once in a chat, in whatever way the request is looked up, and what happens reaches that one', async () => {
    const code = await desk.file('چاله عمیقی جلوی داروخانه است.');
    const cards = async () =>
      (await desk.fromBot(HEAD)).filter(
        ({ text = '', deleted }) => deleted !== true && text.includes('داروخانه') && text.includes('ثبت: '),
      );
    const seen = [(await cards()).map(({ messageId }) => messageId)];
    for (const look of [
      () => desk.send(HEAD, code),
      () => desk.pressOn(HEAD, seen.flat().at(-1) ?? 0, { data: `open:${code}` }),
    ]) {
      await look();
      seen.push((await cards()).map(({ messageId }) => messageId));
    }
    expect(seen.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(seen.flat()).size).toBe(3);
    const live = seen.flat().at(-1);

    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, ANSWER);
    await desk.press(HEAD, 'ارسال');
    expect((await cards()).map(({ messageId, text }) => [messageId, text?.includes('پاسخ داده شد')])).toEqual(
      [[live, true]],
    );
  });
});

describe('before and after', () => {
  it('shows the photo of the citizen beside that of the manager in one album, as the preview said', async () => {
    const phone = { person: CITIZEN, bot: 'citizen' } as const;
    await desk.city.send(CITIZEN, 'citizen', { photo: 'pothole' });
    await desk.city.passMoment(5);
    await desk.file('چاله این عکس را ببینید، جلوی مدرسه است.');
    const before = (await desk.city.chat(CITIZEN, 'citizen')).length;
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, { photo: 'street-light', caption: ANSWER });
    const preview = await desk.saying(HEAD, 'شهروند این را می‌خواند');
    expect(preview.text).toContain('کنار هم می‌آید');
    await desk.press(HEAD, 'دیدن پیوست‌ها');
    const album = (await desk.fromBot(HEAD)).slice(-2);
    expect(album.map(({ caption }) => caption)).toEqual(['پیش از کار (عکس شما)', 'پس از کار']);
    await desk.press(HEAD, 'ارسال');
    const got = (await desk.city.chat(phone.person, phone.bot)).slice(before);
    expect(got.map(({ caption, media = [] }) => [caption, ...media]).slice(0, 2)).toEqual([
      ['پیش از کار (عکس شما)', 'photo'],
      ['پس از کار', 'photo'],
    ]);
    expect(new Set(got.slice(0, 2).map(({ mediaGroup }) => mediaGroup)).size).toBe(1);
    expect(got.flatMap(({ media = [] }) => media)).toEqual(['photo', 'photo']);
    // Apps show the words under the photos of an album only once one is opened.
    expect(got.at(-1)?.text).toContain('اول پیش از کار، بعد پس از کار');
  });

  it('lets the manager say otherwise, and forgets what was shown before', async () => {
    await desk.file();
    const before = (await desk.city.chat(CITIZEN, 'citizen')).length;
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, { photo: 'pothole', caption: 'قبل' });
    await desk.send(HEAD, { photo: 'street-light', caption: 'بعد' });
    await desk.send(HEAD, ANSWER);
    expect(await desk.last(HEAD)).toContain('عکس ۱ «پیش از کار»');
    await desk.press(HEAD, 'پیش و پس از کار');
    expect(await desk.last(HEAD)).not.toContain('پیش از کار»');
    await desk.press(HEAD, 'پیش و پس از کار');
    await desk.press(HEAD, 'ارسال');
    const got = (await desk.city.chat(CITIZEN, 'citizen')).slice(before);
    expect(got.flatMap(({ caption }) => caption ?? [])).toEqual(['پیش از کار', 'پس از کار']);
  });
});

/** The code that stands in a text, in Latin digits. */
function codeIn(text = ''): string {
  const shown = /[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/.exec(text)?.[0] ?? '';
  return shown.replace(/-/g, '').replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}
