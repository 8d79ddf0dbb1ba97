import { formatTrackingCode } from '../../../src/text/tracking-code.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

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
  expect(await desk.last(HEAD)).toContain('ویرایش پیام، آنچه را پیش‌تر فرستاده‌اید عوض نمی‌کند');
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
