import { type RunningCity, startCity } from '../../support/city.js';
import { type AnyMessage, type CitizenPhone, newCitizen } from './phone.js';

const POTHOLE = 'چاله بزرگی جلوی دبستان است';

let running: RunningCity;
beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** Messages whose words have another shape than a text, with the words that are taken of them. */
const WORDS: readonly (readonly [string, AnyMessage, string])[] = [
  [
    'a rich message',
    {
      rich_message: {
        blocks: [
          { type: 'heading', size: 1, text: 'گزارش' },
          {
            type: 'paragraph',
            text: [
              'در خیابان نمونه ',
              { type: 'bold', text: ['چاله ', { type: 'italic', text: 'بزرگی' }] },
              ' هست',
            ],
          },
          { type: 'list', items: [{ label: '•', blocks: [{ type: 'paragraph', text: 'عمیق است' }] }] },
          { type: 'table', cells: [[{ text: 'از', align: 'left', valign: 'top' }, { text: 'دیروز' }]] },
        ],
      },
    },
    'گزارش\nدر خیابان نمونه چاله بزرگی هست\nعمیق است\nاز\nدیروز',
  ],
  [
    'a checklist',
    {
      checklist: {
        title: 'چاله‌های کوچه',
        tasks: [
          { id: 1, text: 'جلوی دبستان' },
          { id: 2, text: 'سر کوچه' },
        ],
      },
    },
    'چاله‌های کوچه\nجلوی دبستان\nسر کوچه',
  ],
  [
    'a poll',
    { poll: { id: '1', question: 'این چاله را چه کسی پر می‌کند؟', options: [] } },
    'این چاله را چه کسی پر می‌کند؟',
  ],
  [
    'a quotation from elsewhere',
    {
      text: 'این را درست کنید',
      quote: { text: 'چاله‌ای در خیابان است', position: 0 },
      external_reply: { origin: { type: 'hidden_user', sender_user_name: 'همسایه', date: 1 } },
    },
    'چاله‌ای در خیابان است\nاین را درست کنید',
  ],
];

async function wordsAtReview(phone: CitizenPhone): Promise<string> {
  await phone.send('منطقه ۹');
  return (await phone.withButton('ثبت')).text ?? '';
}

describe('words of any shape', () => {
  it.each(WORDS)('takes those of %s', async (_, raw, words) => {
    const phone = await newCitizen(running);
    await phone.send({ raw });
    await phone.send('نمی‌دانم');
    expect(await wordsAtReview(phone)).toContain(words);
  });

  it.each(WORDS)('takes those of %s that an edit brings', async (_, raw, words) => {
    const phone = await newCitizen(running);
    const id = await phone.send(POTHOLE);
    await phone.send('نمی‌دانم');
    await phone.send('منطقه ۹');
    await phone.send({ edit: id, raw });
    const { text } = await phone.withButton('ثبت');
    expect(text).toContain(words);
    expect(text).not.toContain(POTHOLE);
  });

  it('takes photos and voices inside a rich message, in reading order', async () => {
    const phone = await newCitizen(running);
    const file = (id: string) => ({ file_id: `AgAC-${id}`, file_unique_id: id, file_size: 10 });
    await phone.send({
      raw: {
        rich_message: {
          blocks: [
            { type: 'paragraph', text: POTHOLE },
            { type: 'collage', blocks: [{ type: 'photo', photo: [file('s1'), file('l1')] }] },
            { type: 'voice_note', voice_note: { ...file('v1'), duration: 3 }, caption: { text: 'صدای آن' } },
          ],
        },
      },
    });
    await phone.send('نمی‌دانم');
    const review = await wordsAtReview(phone);
    expect(review).toContain(`${POTHOLE}\nصدای آن`);
    expect(review).toContain('عکس: ۱');
    expect(review).toContain('صدا: ۱');
  });

  it('does not take the bot’s words for those of a person who replies to them', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    const asked = (await phone.chat()).at(-1)?.messageId;
    await phone.send({
      replyTo: asked,
      raw: { text: 'خیابان صیاد، منطقه ۹', quote: { text: 'کجاست؟', position: 0 } },
    });
    expect((await phone.withButton('ثبت')).text).not.toContain('کجاست');
  });
});

/** What the app notes in a chat by itself, and a kind that nobody knows yet. */
const NOTICES: readonly AnyMessage[] = [
  { pinned_message: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } },
  { message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } },
  { chat_background_set: { type: { type: 'pattern' } } },
  { forum_topic_created: { name: 'موضوع', icon_color: 0 } },
  { write_access_allowed: {} },
  { gift: { gift: { id: '1' } } },
  { boost_added: { boost_count: 1 } },
  { refunded_payment: { currency: 'XTR' } },
  { something_that_comes_with_a_later_version: { value: 1 } },
];

it('says nothing to notices of the app, and changes no step and no button', async () => {
  const phone = await newCitizen(running);
  for (const raw of NOTICES) {
    await phone.send({ raw });
    expect([raw, await phone.replies()]).toEqual([raw, []]);
  }
  await phone.send('جلوی دبستان ما خراب است');
  const before = await phone.withButton('نمی‌دانم');
  for (const raw of NOTICES) {
    await phone.send({ raw });
    expect([raw, await phone.replies()]).toEqual([raw, []]);
  }
  expect(await phone.withButton('نمی‌دانم')).toEqual(before);
  await phone.press('نمی‌دانم');
  expect(await phone.last()).toContain('کجاست');
});

describe('a sticker while a question is open', () => {
  const STICKER = { sticker: true };

  it('leaves the question about the name open, and says what to send', async () => {
    const phone = await newCitizen(running);
    await phone.send('/settings');
    await phone.press('نام');
    await phone.send(STICKER);
    expect(await phone.last()).toContain('نام را با نوشته بفرستید');
    await phone.send('مریم');
    expect(await phone.last()).toContain('مریم');
  });

  it('leaves the question about the number open, and says what to send', async () => {
    const phone = await newCitizen(running);
    await phone.send('/settings');
    await phone.press('شماره');
    await phone.send(STICKER);
    expect(await phone.last()).toContain('ارسال شماره من');
    await phone.send({ contact: { phoneNumber: '+989151234501', userId: phone.person } });
    expect(await phone.last()).toContain('برای شما نگه داشته شد');
  });

  it('leaves the buttons of a ready answer alone', async () => {
    const phone = await newCitizen(running);
    await phone.send('ساعت کاری شما چیست؟');
    await phone.send(STICKER);
    await phone.press('نه، درخواست دارم');
    expect((await phone.replies()).length).toBeGreaterThan(0);
  });
});

describe('an edit of an accepted message', () => {
  it('replaces the photo, and adds one to a text', async () => {
    const phone = await newCitizen(running);
    const text = await phone.send(POTHOLE);
    const photo = await phone.send({ photo: 'pothole' });
    await phone.send('نمی‌دانم');
    await phone.send('منطقه ۹');
    await phone.send({ edit: photo, photo: 'garbage' });
    expect(await phone.last()).toContain('پیوست عوض شد');
    expect(await phone.last()).toContain('عکس: ۱');
    await phone.send({ edit: text, raw: { photo: photoOf('added'), caption: 'چاله، با عکس' } });
    expect(await phone.last()).toContain('عکس: ۲');
    expect(await phone.last()).toContain('چاله، با عکس');
    expect(await phone.last()).not.toContain(POTHOLE);
  });

  it('follows a place that moves, without a word', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('نمی‌دانم');
    const place = await phone.send({
      raw: { location: { latitude: 36.38, longitude: 59.48, live_period: 900 } },
    });
    const before = await phone.withButton('ثبت');
    await phone.send({
      edit: place,
      raw: { location: { latitude: 36.3, longitude: 59.6, live_period: 900 } },
    });
    expect(await phone.replies()).toEqual([]);
    expect((await phone.withButton('ثبت')).text).not.toEqual(before.text);
  });

  it('takes a contact that is corrected while the number is asked for', async () => {
    const phone = await newCitizen(running);
    await phone.send('/settings');
    await phone.press('شماره');
    const id = await phone.send({ contact: { phoneNumber: '+989151234502', userId: 1 } });
    expect(await phone.last()).toContain('شماره خودتان نیست');
    await phone.send({ edit: id, contact: { phoneNumber: '+989151234502', userId: phone.person } });
    expect(await phone.last()).toContain('برای شما نگه داشته شد');
  });
});

it('says once that what was sent stays as it was, and how to add to it, also after another request was begun', async () => {
  const phone = await newCitizen(running);
  const id = await phone.send(POTHOLE);
  await phone.send('نمی‌دانم');
  await phone.send('منطقه ۹');
  await phone.press('ثبت');
  await phone.send('زباله‌ها را نمی‌برند');
  await phone.send({ edit: id, text: 'چیز دیگری' });
  const replies = await phone.replies();
  expect(replies).toHaveLength(1);
  expect(replies[0]).toContain('همان‌طور که ثبت شد می‌ماند');
  await phone.press('افزودن توضیح');
  expect(await phone.last()).toContain('چه چیزی به درخواست');
});

it('takes a round video as a video', async () => {
  const phone = await newCitizen(running);
  await phone.send({ videoNote: true });
  await phone.send('نمی‌دانم');
  expect(await wordsAtReview(phone)).toContain('فیلم: ۱');
});

it('tells the person whose own number is anonymous so, with a way on', async () => {
  const phone = await newCitizen(running);
  await phone.send('/settings');
  await phone.press('شماره');
  await phone.send({ contact: { phoneNumber: '88801234567', userId: phone.person } });
  expect(await phone.last()).toContain('پنهان است');
  expect((await phone.withButton('کارشناس')).text).toContain('پنهان است');
});

it('answers in the topic of the private chat in which somebody writes', async () => {
  const phone = await newCitizen(running);
  await phone.send({ text: POTHOLE, topic: 77 });
  expect((await phone.chat()).at(-1)).toMatchObject({ from: 'bot', topic: 77 });
});

it.each([
  {
    language: 'en',
    pothole: 'There is a big pothole in front of the school',
    register: 'Register',
    notTaken: 'Nobody could open a file of this type',
    video: 'Videos: 1',
    stays: 'stays as it was registered',
    name: 'Name',
    nameInWords: 'Send your name as a text',
    phone: 'Give my number',
    anonymous: 'its number is anonymous',
  },
  {
    language: 'ar',
    pothole: 'هناك حفرة كبيرة في الشارع أمام المدرسة',
    register: 'تسجيل',
    notTaken: 'لا يُفتح هذا النوع من الملفات',
    video: 'الفيديو: ١',
    stays: 'كما سُجِّل',
    name: 'الاسم',
    nameInWords: 'أرسلوا الاسم كتابةً',
    phone: 'إعطاء رقمي',
    anonymous: 'رقمها مجهول',
  },
])('says in $language what was not taken, what stays as it was, and what to send instead', async (words) => {
  const phone = await newCitizen(running, words.language);
  const id = await phone.send(words.pothole);
  await phone.send({ document: { size: 1_000, fileName: 'IMG_1.MOV' } });
  expect(await phone.last()).toContain(words.notTaken);
  await phone.send({ videoNote: true });
  await phone.send(`خیابان هاشمیه، منطقه ۹، پلاک ${phone.person}`);
  expect((await phone.withButton(words.register)).text).toContain(words.video);
  await phone.press(words.register);
  await phone.send({ edit: id, text: 'x' });
  expect(await phone.last()).toContain(words.stays);
  await phone.send('/settings');
  await phone.press(words.name);
  await phone.send({ sticker: true });
  expect(await phone.last()).toContain(words.nameInWords);
  await phone.send('/settings');
  await phone.press(words.phone);
  await phone.send({ contact: { phoneNumber: '88801234567', userId: phone.person } });
  expect(await phone.last()).toContain(words.anonymous);
});

function photoOf(id: string): readonly object[] {
  return [{ file_id: `AgAC-${id}`, file_unique_id: id, file_size: 10, width: 1, height: 1 }];
}
