import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization, type Organization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';

let organization: Organization;
beforeAll(async () => {
  const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  organization = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });
});

const meant = (text: string) => organization.readyAnswer(text)?.code;

it.each([
  ['greeting', ['سلام', 'سلام!', 'سلام، خسته نباشید', 'سلام علیکم وقت بخیر', 'Hello', 'السلام عليكم']],
  ['thanks', ['ممنون 🌹', 'با تشکر', 'خیلی ممنونم، دستتون درد نکنه', 'Thank you!', 'شكرًا']],
  ['insult', ['بی‌شعورها', 'شما بی‌عرضه‌اید', 'you idiots']],
  ['who-are-you', ['شما کی هستید؟', 'سلام این ربات چیه', 'Who are you?', 'من أنتم؟']],
  [
    'opening-hours',
    ['ساعت کاری شما چیست؟', 'سلام. شهرداری تا ساعت چند باز است', 'what are your opening hours?'],
  ],
  ['phone', ['شماره تلفن ۱۳۷ چند است', 'شماره تلفن شما؟', 'your phone number please', 'ما هو رقم الهاتف']],
  ['my-code', ['کد پیگیری من کجاست؟', 'كد من كجاست', 'where is my code', 'أين رمز المتابعة']],
  ['lost-and-found', ['کیفم را گم کرده‌ام', 'کیفم را در اتوبوس جا گذاشتم', 'گوشیم گم شده', 'I lost my bag']],
  ['jobs', ['استخدام دارید؟', 'شرایط استخدام شهرداری چیست', 'any jobs?', 'هل لديكم وظائف']],
])('answers what asks for %s', (code, texts) => {
  expect(texts.map((text) => [text, meant(text)])).toEqual(texts.map((text) => [text, code]));
});

it.each([
  'سلام، جلوی خانه ما چاله است',
  'سلام آب خانه ما قطع است',
  'بی‌شعورها چرا آسفالت نمی‌کنید',
  'ساعت کاری پاکبان‌ها رعایت نمی‌شود و کوچه همیشه کثیف است',
  'تلفن عمومی سر خیابان دانشگاه شکسته و سیم‌هایش بیرون زده است',
  'پیرمردی در کوچه ما گم شده و خانواده‌اش دنبالش هستند',
  'نگهبان پارک شماره تلفن خواست',
  'کمک',
  '۹',
  '👍',
  '',
])('takes «%s» for what may be a request', (text) => {
  expect(meant(text)).toBeUndefined();
});

it('answers nothing where the city has no answers', async () => {
  const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  const { answers: _answers, ...without } = city;
  const silent = createOrganization({ city: without, holdings: {}, defaultAnswerHours: 72 });
  expect(silent.readyAnswer('سلام')).toBeUndefined();
});

it('says its answers in three languages, each with its own letters and digits', async () => {
  const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  for (const { code, text } of city.answers ?? []) {
    expect([code, Object.keys(text).sort()]).toEqual([code, ['ar', 'en', 'fa']]);
    expect([code, /[0-9٠-٩يكA-Za-z]/.exec(text.fa)]).toEqual([code, null]);
    expect([code, /[0-9۰-۹]/.exec(text.ar ?? '')]).toEqual([code, null]);
    expect([code, /[^\u0020-\u007E“”’]/.exec(text.en ?? '')]).toEqual([code, null]);
  }
});
