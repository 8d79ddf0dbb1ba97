import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, control, newCitizen } from './phone.js';

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

async function register(phone: CitizenPhone, text: string): Promise<string> {
  await phone.send(text);
  if ((await phone.last()).includes('اضافه شود؟')) await phone.send('درخواست تازه');
  for (const typed of ['نمی‌دانم', 'منطقه ۹', 'ثبت']) await phone.send(typed);
  const { keyboard } = await phone.withButton('وضعیت درخواست');
  return /\d{10}/.exec(keyboard?.flat()[0]?.data ?? '')?.[0] ?? '';
}

describe('the list', () => {
  it('is empty and says what to do', async () => {
    const phone = await newCitizen(running);
    await phone.send('درخواست‌های من');
    expect(await phone.last()).toContain('هنوز درخواستی ندارید');
  });

  it('has five on a page, the newest first, each with its owner', async () => {
    const phone = await newCitizen(running);
    for (let number = 1; number <= 6; number += 1) await register(phone, `خواسته ${number}`);
    await phone.send('/requests');
    expect(await phone.last()).toContain('صفحه ۱ از ۲');
    expect((await phone.last()).match(/کارشناسان ۱۳۷/g)).toHaveLength(5);
    await phone.press('بعدی');
    const page = await phone.withButton('قبلی');
    expect(page.text).toContain('صفحه ۲ از ۲');
    expect(page.text).toContain('۶.');
    await phone.press('۶.');
    expect(await phone.last()).toContain('خواسته 1');
  });

  it('does not disturb a request that is being put together', async () => {
    const phone = await newCitizen(running);
    const code = await register(phone, 'خواسته');
    await phone.send('چاله');
    await phone.send('درخواست تازه');
    await phone.send('درخواست‌های من');
    await phone.send(code);
    expect(await phone.last()).toContain('تا حالا چه شده است');
    await phone.send('منطقه ۹');
    expect((await phone.withButton('ثبت')).text).toContain('چاله و خرابی آسفالت');
  });
});

describe('a tracking code', () => {
  it.each([
    [
      'in Persian digits',
      (code: string) =>
        `کد ${persian(code.slice(0, 3))}-${persian(code.slice(3, 6))}-${persian(code.slice(6))}`,
    ],
    ['with a mark', (code: string) => `#${code}`],
    ['with spaces', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ])('shows one’s request, typed %s', async (_, typed) => {
    const phone = await newCitizen(running);
    const code = await register(phone, 'جلوی دبستان ما خراب است');
    await phone.send(typed(code));
    const shown = await phone.last();
    expect(shown).toContain('جلوی دبستان ما خراب است');
    expect(shown).toContain('درخواست پیش کارشناسان ۱۳۷ است');
    expect(shown).toContain('تا حالا چه شده است');
  });

  it('tells strangers how it stands and nothing more, and begins no request', async () => {
    const code = await register(await newCitizen(running), 'راز من');
    const stranger = await newCitizen(running);
    await stranger.send(code);
    const ofOther = await stranger.last();
    expect(ofOther).toContain('وضعیت: پیش کارشناسان ۱۳۷');
    expect(ofOther).toContain('روز ثبت');
    expect(ofOther).not.toMatch(/راز|منطقه/);
    await stranger.send('1234567894');
    expect(await stranger.last()).toContain('این کد پیدا نشد. ده رقم را دوباره نگاه کنید.');
    await stranger.send('لغو');
    expect(await stranger.last()).toContain('کار نیمه‌تمامی ندارید');
  });

  it.each([
    ['دنبال می‌کنم', 'را دنبال می‌کنید'],
    ['من هم همین مشکل را دارم', 'شما هم همین مشکل را دارید'],
  ])('lets a stranger follow it by «%s»', async (button, sentence) => {
    const code = await register(await newCitizen(running), 'راز من');
    const stranger = await newCitizen(running);
    await stranger.send(code);
    const shown = await stranger.withButton(button);
    await stranger.press(button);
    expect(await stranger.last()).toContain(sentence);
    expect(
      (await stranger.chat()).find(({ messageId }) => messageId === shown.messageId)?.keyboard,
    ).toBeUndefined();
    await stranger.send('درخواست‌های من');
    expect(await stranger.last()).toContain('دنبال می‌کنید');
  });

  it('has a secret link, with which its citizen acts without the bot until they withdraw it', async () => {
    const phone = await newCitizen(running);
    const code = await register(phone, 'چراغ کوچه خاموش است');
    await phone.send(code);
    await phone.press('پیوند پیگیری');
    const message = await phone.last();
    const link = /https?:\S+/.exec(message)?.[0] ?? '';
    expect(link).not.toContain(code);
    const shown = await (await fetch(link)).text();
    expect(shown).toContain('تا حالا چه شده است');
    const post = (form: Readonly<Record<string, string>>) =>
      fetch(link, { method: 'POST', body: new URLSearchParams(form) });
    expect((await post({ act: 'add', words: 'کنار ایستگاه اتوبوس' })).status).toBe(200);
    await phone.send(code);
    expect(await phone.last()).toContain('کنار ایستگاه اتوبوس');
    await post({ act: 'withdraw', sure: 'yes' });
    expect((await fetch(link)).status).toBe(404);
  });

  it('tells a typo from a code that is not there', async () => {
    const phone = await newCitizen(running);
    await phone.send('1234567893');
    expect(await phone.last()).toContain('رقمی جابه‌جا یا اشتباه است');
    await phone.send('۱۲۳۴۵۶۷');
    expect(await phone.last()).toContain('کد پیگیری ده رقم است و این ۷ رقم دارد');
  });
});

it('sends the files of one’s request again', async () => {
  const phone = await newCitizen(running);
  await phone.send({ photo: 'pothole', caption: 'چاله' });
  for (const typed of ['منطقه ۹', 'ثبت', 'درخواست‌های من']) await phone.send(typed);
  await phone.press('۱.');
  await phone.press('پیوست‌ها');
  expect(
    (await phone.chat()).filter(({ from, media }) => from === 'bot' && media?.includes('photo')),
  ).toHaveLength(1);
});

describe('the person', () => {
  it('is greeted in two sentences with an example, and told what is kept', async () => {
    const phone = await newCitizen(running);
    await phone.send('/start 1234');
    expect(await phone.last()).toContain('مثلاً');
    expect(await phone.last()).toContain('نگه داشته می‌شود');
    expect(await phone.keyboard()).toEqual(['تنظیمات', 'راهنما', 'درخواست‌های من']);
  });

  it('is helped according to the open step', async () => {
    const phone = await newCitizen(running);
    await phone.send('راهنما');
    expect(await phone.last()).not.toContain('پیگیری');
    await phone.send('جلوی دبستان ما خراب است');
    await phone.send('/help');
    expect(await phone.last()).toContain('حالا موضوع را انتخاب کنید');
    await phone.send('لغو');
    await register(phone, 'خواسته');
    await phone.send('/help');
    expect(await phone.last()).toContain('پیگیری');
  });

  it('chooses a language, and is spoken to in it from then on', async () => {
    const phone = await newCitizen(running);
    await phone.send('/language');
    await phone.press('English');
    expect(await phone.last()).toContain('Your language is English now.');
    const menu = await fetch(`${running.url}/simulator/api/people/${phone.person}/commands/citizen`);
    expect(await menu.json()).toContainEqual({ command: 'requests', description: 'My requests' });
    await phone.send('Help');
    expect(await phone.last()).toContain('A new request');
    await phone.send('العربية');
    expect(await phone.last()).toContain('لغتكم الآن العربية');
  });

  it('has the commands in the menu in their language', async () => {
    const phone = await newCitizen(running, 'ar');
    const response = await fetch(`${running.url}/simulator/api/people/${phone.person}/commands/citizen`);
    expect(await response.json()).toContainEqual({ command: 'requests', description: 'طلباتي' });
  });

  it('finds everything again after blocking the bot', async () => {
    const phone = await newCitizen(running);
    await phone.send('چاله');
    await control(running, `/people/${phone.person}/block`, { bot: 'citizen' });
    await control(running, `/people/${phone.person}/unblock`, { bot: 'citizen' });
    await phone.send('خیابان نمونه');
    expect(await phone.last()).toContain('در کدام منطقه');
  });

  it('counts as answered after blocking the bot while it writes', async () => {
    const phone = await newCitizen(running);
    await control(running, '/faults', { kind: 'blocked', bot: 'citizen', chatId: phone.person, times: 1 });
    await phone.send('چاله');
    expect(await phone.replies()).toEqual([]);
    await phone.send('سلام');
    expect(await phone.replies()).toHaveLength(1);
  });
});

function persian(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
}
