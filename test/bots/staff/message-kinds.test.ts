import { formatTrackingCode } from '../../../src/text/tracking-code.js';
import { OPERATOR } from '../../support/people.js';
import { type AnyMessage, type Desk, HEAD, openDesk } from './staff-phones.js';

const ANSWER = 'چاله پر شد و محل باز است.';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** Begins an answer that says that it is done. */
async function begin(): Promise<void> {
  await desk.file();
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
}

it('shows in the preview the photo and the words by which a message was replaced', async () => {
  await begin();
  const sent = await desk.send(HEAD, { photo: 'pothole', caption: ANSWER });
  await desk.send(HEAD, { photo: 'garbage', caption: 'چاله دیشب پر شد و باز است.', edit: sent });
  expect(await desk.last(HEAD)).toContain('چاله دیشب پر شد و باز است.');
  expect(await desk.last(HEAD)).not.toContain(ANSWER);
  expect(await desk.last(HEAD)).toContain('همراه با ۱ پیوست');
  await desk.press(HEAD, 'ارسال');
});

it('says what an edit of an answer changes that was sent already, and how to correct it', async () => {
  await begin();
  const written = await desk.send(HEAD, ANSWER);
  await desk.press(HEAD, 'ارسال');
  const before = (await desk.fromBot(HEAD)).length;
  await desk.send(HEAD, { text: 'چاله هنوز پر نشده است.', edit: written });
  expect((await desk.fromBot(HEAD)).length).toBe(before + 1);
  expect(await desk.last(HEAD)).toContain('ویرایش پیام، پاسخی را که برای درخواست');
});

it('says the same while another answer is being written, which stays as it is', async () => {
  await begin();
  const sent = await desk.send(HEAD, ANSWER);
  await desk.press(HEAD, 'ارسال');
  await begin();
  await desk.send(HEAD, 'این پاسخ درخواست دیگری است.');
  await desk.send(HEAD, { text: 'چاله هنوز پر نشده است.', edit: sent });
  expect(await desk.last(HEAD)).toContain('عوض نمی‌کند');
  await desk.press(HEAD, 'ارسال');
});

it('says of each kind of sent words how they are corrected', async () => {
  const code = await desk.file();
  await desk.press(HEAD, 'پرسش از شهروند');
  const asked = await desk.send(HEAD, 'کدام سمت خیابان است؟');
  await desk.press(HEAD, 'ارسال');
  const other = await desk.file();
  await desk.press(HEAD, 'مهلت بیشتر');
  await desk.send(HEAD, '۲۴ ساعت');
  const reason = await desk.send(HEAD, 'دستگاه آسفالت تا فردا جای دیگری است.');
  await desk.press(HEAD, 'ارسال');
  await desk.send(OPERATOR, other);
  await desk.press(OPERATOR, 'یادداشت');
  const noted = await desk.send(OPERATOR, 'تماس‌گیرنده همان همسایه است.');
  await desk.press(OPERATOR, 'حرف تماس‌گیرنده');
  const told = await desk.send(OPERATOR, 'روبه‌روی نانوایی است.');
  await desk.press(OPERATOR, 'ارسال');
  const edited = async (person: number, edit: number) => {
    await desk.send(person, { text: 'چیز دیگری بود.', edit });
    return desk.last(person);
  };
  expect(await edited(HEAD, asked)).toContain('پرسشی را که درباره درخواست');
  expect(await desk.last(HEAD)).toContain(formatTrackingCode(code, 'fa'));
  expect(await edited(HEAD, reason)).toContain('دلیلی را که برای درخواست');
  expect(await desk.last(HEAD)).toContain(formatTrackingCode(other, 'fa'));
  expect(await edited(OPERATOR, noted)).toContain('یادداشت درخواست');
  expect(await edited(OPERATOR, told)).toContain('برای تماس‌گیرنده');
});

it('replaces the words of a question by those of its edit, in the preview too', async () => {
  await desk.file();
  await desk.press(HEAD, 'پرسش از شهروند');
  const asked = await desk.send(HEAD, 'کدام سمت خیابان است؟');
  await desk.send(HEAD, { text: 'سمت راست است یا چپ؟', edit: asked });
  expect(await desk.last(HEAD)).toContain('سمت راست است یا چپ؟');
  await desk.press(HEAD, 'ارسال');
});

/** Messages whose words have another shape than a text, with words that are taken of them. */
const WORDS: readonly (readonly [AnyMessage, string])[] = [
  [
    {
      raw: {
        rich_message: {
          blocks: [
            { type: 'paragraph', text: ['چاله ', { type: 'bold', text: 'امروز' }, ' پر شد و راه باز است'] },
          ],
        },
      },
    },
    'چاله امروز پر شد و راه باز است',
  ],
  [
    { raw: { poll: { id: '1', question: 'چاله پر شد؛ هنوز جایی مانده است؟', options: [] } } },
    'هنوز جایی مانده',
  ],
  [
    { raw: { checklist: { title: 'کارهای امروز انجام شد', tasks: [{ id: 1, text: 'چاله پر شد' }] } } },
    'کارهای امروز انجام شد\nچاله پر شد',
  ],
  [
    {
      raw: {
        text: 'همین کار انجام شد',
        quote: { text: 'چاله باید پر شود', position: 0 },
        external_reply: { origin: { type: 'hidden_user', sender_user_name: 'همکار', date: 1 } },
      },
    },
    'چاله باید پر شود\nهمین کار انجام شد',
  ],
];

it('takes the words of a rich message, a poll, a checklist and a quotation for an answer, and of their edits', async () => {
  await begin();
  for (const [message, words] of WORDS) {
    const sent = await desk.send(HEAD, message);
    expect(await desk.last(HEAD)).toContain(words);
    await desk.send(HEAD, { raw: WORDS[0]?.[0].raw ?? {}, edit: sent });
    expect(await desk.last(HEAD)).toContain('راه باز است');
  }
  await desk.press(HEAD, 'ارسال');
});

it('takes a round video and the words under a voice for an answer, and says of what nobody can open', async () => {
  await begin();
  await desk.send(HEAD, { videoNote: true });
  expect(await desk.last(HEAD)).toContain('همراه با ۱ پیوست');
  for (const fileName of ['نامه.docx', 'IMG_1.MOV', 'صدا.amr']) {
    await desk.send(HEAD, { document: { size: 2_000, fileName } });
    expect(await desk.last(HEAD)).toContain('این نوع فایل باز نمی‌شود');
  }
  const voice = await desk.send(HEAD, { voice: 'voice', caption: ANSWER });
  expect(await desk.last(HEAD)).toContain(ANSWER);
  await desk.send(HEAD, { caption: 'چاله دیشب پر شد و باز است.', edit: voice });
  expect(await desk.last(HEAD)).toContain('چاله دیشب پر شد و باز است.');
  await desk.press(HEAD, 'ارسال');
});

it('takes the label of a button for its press: on a card that came, in a question, and in a preview', async () => {
  const code = await desk.file();
  await desk.send(HEAD, 'سابقه');
  expect(await desk.last(HEAD)).toContain('ثبت شد');
  await desk.send(HEAD, 'پاسخ');
  await desk.send(HEAD, 'شدنی نیست');
  await desk.send(HEAD, 'این کار در این محل شدنی نیست.');
  await desk.send(HEAD, 'ارسال');
  expect(await desk.last(HEAD)).toContain(formatTrackingCode(code, 'fa'));
  expect(await desk.last(HEAD)).toContain('برای شهروند می‌رود');
});

it('answers in the topic of the private chat in which somebody writes', async () => {
  await desk.send(HEAD, { text: 'سلام', topic: 77 });
  expect((await desk.fromBot(HEAD)).at(-1)).toMatchObject({ topic: 77 });
});

it('sends files, an album and a map into the topic in which they were asked for', async () => {
  const code = await desk.file();
  const newest = async (count = 1) => (await desk.fromBot(HEAD)).slice(-count);
  await desk.send(HEAD, { text: code, topic: 78 });
  await desk.press(HEAD, 'نقشه');
  expect(await newest()).toMatchObject([{ topic: 78, location: expect.anything() }]);
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, { photo: 'pothole', caption: ANSWER, topic: 78 });
  await desk.press(HEAD, 'دیدن پیوست‌ها');
  expect(await newest()).toMatchObject([{ topic: 78, media: ['photo'] }]);
  await desk.send(HEAD, { photo: 'garbage', topic: 78 });
  await desk.press(HEAD, 'دیدن پیوست‌ها');
  expect(await newest(2)).toMatchObject([{ topic: 78 }, { topic: 78 }]);
  await desk.press(HEAD, 'ارسال');
});
