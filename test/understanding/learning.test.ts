import { createUnderstanding, gatherExamples, retrain } from '../../src/understanding/index.js';
import { base, mashhad } from './mashhad.js';

const TOPIC = { code: 'scooters', title: { fa: 'اسکوتر اشتراکی' }, keywords: [] };
const withTopic = { ...base, topics: [...base.topics, TOPIC] };

/** What twenty requests about a new topic say, and ten that come later. */
const CORRECTED = [
  'اسکوتر برقی وسط پیاده‌رو رها شده',
  'اسکوترهای اجاره‌ای شارژ ندارند',
  'اپ اسکوتر پول کم کرد ولی روشن نشد',
  'یه اسکوتر جلوی در پارکینگ انداختن',
  'اسکوتر ترمزش خرابه افتادم',
  'ایستگاه اسکوتر نزدیک پارک بذارید',
  'اسکوترها راه ویلچر رو بستن',
  'قفل اسکوتر باز نمیشه',
  'بچه‌ها با اسکوتر اشتراکی تو پیاده‌رو سرعت میرن',
  'اسکوتر اشتراکی افتاده تو جوب',
  'کرایه اسکوتر زیاد حساب شده',
  'اسکوتر نیست تو ایستگاه دانشگاه',
  'باتری اسکوتر داغ میکنه',
  'اسکوترا رو جمع کنید از جلو مغازه',
  'کد کیوآر اسکوتر خونده نمیشه',
  'سفرم با اسکوتر تموم نشد و پول میندازه',
  'اسکوتر چرخش شکسته',
  'محل پارک اسکوتر مشخص نیست',
  'با اسکوتر زد به من و رفت',
  'اسکوتر برقی شب چراغ نداره',
];
const LATER = [
  'اسکوتر وسط کوچه ول شده',
  'شارژ اسکوتر تموم شد وسط راه',
  'اسکوتر اجاره کردم قفلش باز نشد',
  'پارک اسکوترها جلوی خونه ماست',
  'اسکوتر اشتراکی شکسته',
  'پول اسکوتر رو پس بدید',
  'اسکوترهای برقی مزاحم عابرن',
  'اسکوتر تو محله ما نیست',
  'ترمز اسکوتر نمیگیره',
  'چند تا اسکوتر افتاده رو هم',
];
const examples = CORRECTED.map((text) => ({ label: TOPIC.code, text }));
const rightOf = (understanding: typeof mashhad) =>
  LATER.filter((text) => understanding.guess(text).ranked[0]?.code === TOPIC.code).length;

it('guesses a new topic right once twenty requests were corrected', () => {
  const before = createUnderstanding({
    ...withTopic,
    topics: [...base.topics, { ...TOPIC, title: { fa: 'تازه' } }],
  });
  const after = retrain(withTopic, before, examples);
  expect(rightOf(before)).toBe(0);
  expect(rightOf(after)).toBeGreaterThanOrEqual(9);
});

it('keeps what it knew', () => {
  const after = retrain(withTopic, mashhad, examples);
  expect(after.guess('جلوی خانه ما چاله بزرگی است').ranked[0]?.code).toBe('pothole');
});

it('never unlearns danger, whatever was confirmed', () => {
  const wrong = Array.from({ length: 100 }, () => ({ label: 'garbage', text: 'بوی گاز می‌آید' }));
  const after = retrain(base, mashhad, wrong);
  expect(after.findDanger('بوی گاز می‌آید').kind).toBe('danger');
  expect(after.guess('بوی گاز می‌آید').ranked[0]?.code).toBe(mashhad.guess('بوی گاز می‌آید').ranked[0]?.code);
});

it('learns no topic that the city does not have, and no danger', () => {
  const wrong = ['unheard-of', 'danger:fire', 'talk:thanks'].map((label) => ({ label, text: 'کلمه‌ای تازه' }));
  const after = retrain(base, mashhad, wrong);
  expect(after.guess('کلمه‌ای تازه')).toEqual(createUnderstanding(base).guess('کلمه‌ای تازه'));
});

it('reads the words where they are now, the newest first, and no more than 150 of a topic', async () => {
  const pointers = Array.from({ length: 200 }, (_, index) => ({
    request: String(index),
    topic: 'garbage',
    confirmedAt: new Date(index),
  }));
  const gathered = await gatherExamples({
    all: async () => pointers,
    textOf: async (request) => (request === '199' ? undefined : `متن ${request}`),
  });
  expect(gathered.length).toBe(150);
  expect(gathered[0]).toEqual({ label: 'garbage', text: 'متن 198' });
});
