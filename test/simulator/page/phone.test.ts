import type { Browser, Locator } from 'playwright-core';
import { openBrowser } from '../../support/browser.js';
import { until } from '../harness.js';
import { type CityPage, openCityPage } from './city-page.js';

const CITIZEN = 1001;
const KEYBOARD = [
  [
    { text: 'سابقه', callback_data: 'history' },
    { text: 'پاسخ', callback_data: 'answer' },
  ],
];
/** Lines as in a cartable, one of digits alone, and one in another language. */
const LIST = '<b>۱.</b> 🟢 ۴ ساعت مانده\n\n<b>۲.</b> 🟢 ۵ روز مانده\n۶ 🟢 ۷\nBus (3) Stop';

describe('a phone on the page', () => {
  let browser: Browser;
  let city: CityPage;
  let phone: Locator;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    city = await openCityPage(browser, {
      prepare: ({ simulator }) =>
        simulator.addPerson({
          id: CITIZEN,
          name: 'زهرا کریمی',
          phone: '+989151112233',
          bot: 'citizen',
          started: true,
        }),
    });
    phone = city.page.getByRole('article', { name: 'گوشی زهرا کریمی' });
    await phone.getByRole('textbox').waitFor();
  });
  afterEach(async () => {
    await city.close();
    expect(city.errors).toEqual([]);
    expect(city.foreignRequests).toEqual([]);
  });

  const chat = () => city.running.chat(CITIZEN);
  const say = (body: object) =>
    city.running.control('POST', `/people/${CITIZEN}/messages`, { bot: 'citizen', ...body });
  /** How far from the left a letter stands that a message of the bot has once. */
  async function placeOf(letter: string): Promise<number> {
    const place = `(() => {
      const words = document.createTreeWalker(document.querySelector(".from-bot .words"), NodeFilter.SHOW_TEXT);
      while (!words.nextNode().data.includes("${letter}"));
      const range = new Range();
      range.setStart(words.currentNode, words.currentNode.data.indexOf("${letter}"));
      range.setEnd(words.currentNode, range.startOffset + 1);
      return range.getBoundingClientRect().left;
    })()`;
    // The expression gives a number.
    return (await city.page.evaluate(place)) as number;
  }
  const button = (name: string) => phone.getByRole('button', { name, exact: true });
  const item = (name: string) => city.page.locator('.menu-item', { hasText: name });

  it('shows what is bold, quoted and hidden', async () => {
    await city.botWrites(
      CITIZEN,
      'درخواست <b>شما</b> ثبت شد.\n<blockquote>چاله <i>بزرگ</i></blockquote><tg-spoiler>راز</tg-spoiler>',
    );
    expect(await phone.locator('.from-bot b').textContent()).toBe('شما');
    expect(await phone.locator('blockquote').textContent()).toBe('چاله بزرگ');
    expect(await phone.getByText('راز', { exact: true }).isVisible()).toBe(false);
    await phone.getByRole('button', { name: 'متن پنهان' }).click();
    expect(await phone.getByText('راز').isVisible()).toBe(true);
  });

  it('leaves no empty line beside a quotation', async () => {
    await city.botWrites(CITIZEN, 'پیش\n<blockquote>گفته</blockquote>\nپس');
    const words = phone.locator('.from-bot .words');
    await words.waitFor();
    expect(await words.textContent()).toBe('پیش\nگفته\nپس');
    const heights = await city.page.evaluate(
      '[...document.querySelectorAll(".from-bot .line")].map((line) => line.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(line).lineHeight))',
    );
    expect((heights as number[]).map(Math.round)).toEqual([1, 1, 1]);
  });

  it('shows each line in the direction of its first strong letter, and a line without one as the message', async () => {
    await city.botWrites(CITIZEN, LIST);
    const words = phone.locator('.from-bot .words');
    await words.waitFor();
    expect(await words.textContent()).toBe(LIST.replaceAll(/<\/?b>/g, ''));
    expect(await placeOf('۱')).toBeGreaterThan(await placeOf('۴'));
    expect(await placeOf('۲')).toBeGreaterThan(await placeOf('۵'));
    expect(await placeOf('۶')).toBeGreaterThan(await placeOf('۷'));
    expect(await placeOf('B')).toBeLessThan(await placeOf('S'));
  });

  it('writes times and days as people here do', async () => {
    await city.botWrites(CITIZEN, 'سلام');
    expect(await phone.locator('.message time').textContent()).toMatch(/^[۰-۹]{2}:[۰-۹]{2}$/);
    expect(await phone.locator('.day').textContent()).toMatch(/^\S+ [۰-۹]{1,2} \S+ ۱۴[۰-۹]{2}$/);
  });

  it('shows what a person types literally', async () => {
    const text =
      '<img src=x onerror="window.isHurt = true"><b>نه</b> &amp; <script>window.isHurt = true</script>';
    await phone.getByRole('textbox').fill(text);
    await city.page.keyboard.press('Enter');
    await phone.locator('.from-person').waitFor();
    expect(await phone.locator('.from-person .words').textContent()).toBe(text);
    expect(await phone.locator('.words :is(b, img, script)').count()).toBe(0);
    expect(await city.page.evaluate('window.isHurt')).toBe(undefined);
  });

  it('makes nothing of HTML but the formatting of Telegram', async () => {
    const hostile = `<a href="javascript:window.isHurt=1">one</a><a href="https://example.org/" onclick="window.isHurt=1">two</a>
      <img src="x" onerror="window.isHurt=1"><svg onload="window.isHurt=1"></svg><iframe src="/"></iframe><b style="color:red">three</b>`;
    const made = await city.page.evaluate(`import("/simulator/message/rich-text.js").then(({ richText }) => {
      const place = document.createElement("div");
      document.body.append(place);
      place.append(...richText({ html: ${JSON.stringify(hostile)}, onCommand() {}, onLink() {} }));
      const tags = [...place.querySelectorAll("*")].map((one) => one.localName + [...one.attributes].map(({ name }) => " " + name).join(""));
      place.remove();
      return tags;
    })`);
    expect(made).toEqual(['div class dir', 'span', 'a href target rel title', 'div class dir', 'b']);
    expect(await city.page.evaluate('window.isHurt')).toBe(undefined);
  });

  it('lays inline buttons out from left to right, equally wide', async () => {
    await city.botWrites(CITIZEN, 'کارت', { reply_markup: { inline_keyboard: KEYBOARD } });
    const [history, answer] = await Promise.all(
      ['سابقه', 'پاسخ'].map(async (name) => {
        await button(name).waitFor();
        return button(name).boundingBox();
      }),
    );
    expect(history?.x).toBeLessThan(answer?.x ?? 0);
    expect(Math.round(history?.width ?? 0)).toBe(Math.round(answer?.width ?? 1));
  });

  it('waits for the answer to a press and shows it for a moment', async () => {
    await city.botWrites(CITIZEN, 'کارت', { reply_markup: { inline_keyboard: KEYBOARD } });
    await button('پاسخ').click();
    await phone.locator('.inline-button[aria-busy=true]').waitFor();
    await city.answerNextPress({ text: 'رسید' });
    await phone.getByRole('status').getByText('رسید').waitFor();
    await phone.locator('.inline-button[aria-busy=true]').waitFor({ state: 'detached' });
    await phone.getByText('رسید').waitFor({ state: 'hidden' });
  });

  it('keeps an alert until it is closed', async () => {
    await city.botWrites(CITIZEN, 'کارت', { reply_markup: { inline_keyboard: KEYBOARD } });
    await button('پاسخ').click();
    await city.answerNextPress({ text: 'مهلت شما تمام شد.', show_alert: true });
    const alert = phone.getByRole('alertdialog');
    await alert.getByText('مهلت شما تمام شد.').waitFor();
    await city.page.keyboard.press('Enter');
    await alert.waitFor({ state: 'detached' });
  });

  it('shows an edit, a reaction and a deletion as they happen', async () => {
    const messageId = await city.botWrites(CITIZEN, 'پیش از ویرایش');
    await phone.getByText('پیش از ویرایش').waitFor();
    const at = { chat_id: CITIZEN, message_id: messageId };
    await city.running.call('citizen', 'editMessageText', { ...at, text: 'پس از ویرایش' });
    await phone.locator('.message', { hasText: 'پس از ویرایش' }).getByText('ویرایش‌شده').waitFor();
    await city.running.call('citizen', 'setMessageReaction', {
      ...at,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    await phone.locator('.reaction').waitFor();
    await city.running.call('citizen', 'deleteMessage', at);
    await phone.locator('.message').waitFor({ state: 'detached' });
  });

  it('offers the keyboard of the bot, hides it, and loses it when the bot takes it away', async () => {
    const keyboard = [[{ text: 'درخواست‌های من' }], [{ text: 'شماره من', request_contact: true }]];
    await city.botWrites(CITIZEN, 'چه می‌خواهید؟', { reply_markup: { keyboard } });
    await button('درخواست‌های من').click();
    await phone.locator('.from-person', { hasText: 'درخواست‌های من' }).waitFor();
    await button('شماره من').click();
    await phone.locator('.contact-card', { hasText: '۰۹۱۵ ۱۱۱ ۲۲۳۳' }).waitFor();
    await button('پنهان کردن دکمه‌ها').click();
    expect(await phone.locator('.reply-keyboard').isVisible()).toBe(false);
    await button('نشان دادن دکمه‌ها').click();
    await city.botWrites(CITIZEN, 'سپاس', { reply_markup: { remove_keyboard: true } });
    await phone.locator('.reply-keyboard').waitFor({ state: 'hidden' });
  });

  it('sends a place from the map that a keyboard asks for', async () => {
    const keyboard = [[{ text: 'مکان من', request_location: true }]];
    await city.botWrites(CITIZEN, 'کجاست؟', { reply_markup: { keyboard } });
    await button('مکان من').click();
    await city.page.getByRole('button', { name: 'حرم مطهر' }).click();
    await city.page.locator('.location-chooser .map').press('ArrowDown');
    await city.page.getByRole('button', { name: 'فرستادن این مکان' }).click();
    await phone.locator('.place-card', { hasText: 'عرض ۳۶٫۲۸۴۶، طول ۵۹٫۶۱۵۷' }).waitFor();
  });

  it('sends a sample photo with what is written as its caption', async () => {
    await phone.getByRole('textbox').fill('جلوی دبستان');
    await button('پیوست').click();
    await item('عکس نمونه: چاله').click();
    const photo = phone.locator('.photo img');
    await photo.waitFor();
    await until(() => city.page.evaluate('document.querySelector(".photo img").naturalWidth > 0'));
    expect((await chat()).at(-1)).toMatchObject({ media: ['photo'], caption: 'جلوی دبستان' });
  });

  it('shows an album as one', async () => {
    for (const photo of ['pothole', 'garbage', 'street-light']) await say({ photo, mediaGroup: 'a' });
    await until(async () => (await phone.locator('.album img').count()) === 3);
    expect(await phone.locator('.message').count()).toBe(1);
  });

  it('sends a file of one’s own, and a voice message that can be played', async () => {
    await phone.locator('input[type=file]').setInputFiles({
      name: 'نامه.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 sample'),
    });
    await phone.locator('.document', { hasText: 'نامه.pdf' }).waitFor();
    await button('پیوست').click();
    await item('پیام صوتی نمونه').click();
    await phone.getByRole('group', { name: 'پیام صوتی' }).getByRole('button', { name: 'پخش' }).waitFor();
    expect((await chat()).map(({ media }) => media)).toEqual([['document'], ['voice']]);
  });

  it('answers a message that is clicked', async () => {
    const messageId = await city.botWrites(CITIZEN, 'کدام کوچه؟');
    await phone.getByText('کدام کوچه؟').click();
    await phone.locator('.mode', { hasText: 'کدام کوچه؟' }).waitFor();
    await city.page.keyboard.type('کوچه دوم');
    await city.page.keyboard.press('Shift+Enter');
    await city.page.keyboard.type('دست راست');
    await city.page.keyboard.press('Enter');
    await phone.locator('.quote', { hasText: 'کدام کوچه؟' }).waitFor();
    expect((await chat()).at(-1)).toMatchObject({ text: 'کوچه دوم\nدست راست', replyTo: messageId });
    expect(await phone.locator('.mode').isVisible()).toBe(false);
  });

  it('opens the reply that a bot forces', async () => {
    const messageId = await city.botWrites(CITIZEN, 'نشانی را بنویسید.', {
      reply_markup: { force_reply: true },
    });
    await phone.locator('.mode', { hasText: 'نشانی را بنویسید.' }).waitFor();
    await phone.getByRole('textbox').fill('بلوار سجاد');
    await city.page.keyboard.press('Enter');
    await until(async () => (await chat()).at(-1)?.replyTo === messageId);
  });

  it('forwards', async () => {
    await button('پیوست').click();
    await item('پیام بازارسال‌شده').click();
    await button('فرستادن').click();
    await phone.locator('.forwarded').waitFor();
    expect((await chat()).at(-1)).toMatchObject({ forwarded: true });
  });

  it('sends a command of the menu', async () => {
    await city.running.call('citizen', 'setMyCommands', {
      commands: [{ command: 'help', description: 'راهنما' }],
    });
    await button('دستورها').click();
    await item('راهنما').click();
    await until(async () => (await chat()).at(-1)?.text === '/help');
  });

  it('starts a bot by its link instead of leaving the page', async () => {
    await city.botWrites(CITIZEN, 'دعوت', {
      reply_markup: { inline_keyboard: [[{ text: 'پیوستن', url: 'https://t.me/staff_bot?start=invite-7' }]] },
    });
    await phone.getByText('پیوستن').click();
    await phone.locator('.from-person', { hasText: '/start invite-7' }).waitFor();
    expect(await phone.locator('.chat-head').textContent()).toContain('کارتابل ۱۳۷');
    expect((await city.running.chat(CITIZEN, 'staff')).map(({ text }) => text)).toEqual(['/start invite-7']);
  });

  it('blocks the bot and takes that back', async () => {
    await button('کارهای بیشتر').click();
    await item('مسدود کردن ربات').click();
    await button('رفع مسدودی').click();
    await phone.getByRole('textbox').waitFor();
  });

  it('stays where the reader has scrolled to', async () => {
    for (let line = 1; line <= 14; line += 1) await say({ text: `خط ${line}\nو یک خط دیگر` });
    await phone.getByText('خط 14').waitFor();
    const isAtEnd = () =>
      city.page.evaluate(
        '(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector(".scroller"))',
      );
    await until(isAtEnd);
    await phone.getByRole('log').focus();
    await city.page.keyboard.press('Home');
    // A key scrolls in a movement of its own, which would go on against what comes next.
    await until(() => city.page.evaluate('document.querySelector(".scroller").scrollTop < 2'));
    await phone.getByRole('button', { name: 'رفتن به تازه‌ترین پیام' }).waitFor();
    await city.botWrites(CITIZEN, 'تازه');
    await phone.getByText('تازه', { exact: true }).waitFor({ state: 'attached' });
    expect(await isAtEnd()).toBe(false);
    await button('رفتن به تازه‌ترین پیام').click();
    await until(isAtEnd);
  });
});
