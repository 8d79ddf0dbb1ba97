import { base, mashhad } from './mashhad.js';

const hear = (text: string) => {
  const danger = mashhad.findDanger(text);
  return danger.kind === 'none' ? 'none' : `${danger.kind} ${danger.hazards[0].code} ${danger.call[0]}`;
};

it.each([
  ['آتش‌سوزی در انبار کنار مدرسه', 'danger fire 125'],
  ['خونه همسایمون اتیش گرفتهههه', 'danger fire 125'],
  ['بوی گاز می‌آید', 'danger gas 194'],
  ['بوگاز میاد تو راه پله', 'danger gas 194'],
  ['سیم برق وسط کوچه افتاده', 'danger electric 121'],
  ['تصادف شده و یک نفر زخمی است', 'danger injury 115'],
  ['دذد اومده تو خونه همسایه', 'danger crime 110'],
  ['سقف ریخت و کارگر زیر آوار مانده', 'danger collapse 125'],
  ['نوه‌ام توی بازار گم شده و پیدایش نمی‌کنیم', 'danger missing 110'],
  ['بچه‌ای در چاه افتاده', 'danger water 125'],
  ['khoone atish gerefte', 'danger fire 125'],
  ['booye gaz miad', 'danger gas 194'],
  ['the house is on fire', 'danger fire 125'],
  ['there is a smell of gas', 'danger gas 194'],
  ['رائحة غاز في الشارع', 'danger gas 194'],
  ['🔥🔥🔥', 'danger fire 125'],
  ['خانه‌ی همسایه در گرفته زود بیایید', 'danger fire 125'],
  ['یک طفل را موتر زده خونش می‌رود', 'danger injury 115'],
  ['دیوار چپه شد دو نفر زیرش مانده', 'danger collapse 125'],
  ['طفلم گم شده است', 'danger missing 110'],
  ['اكو حريقة بالفندق', 'danger fire 125'],
  ['الرجال طايح ودينزف دم', 'danger injury 115'],
  ['بنتي ضايعة بالحرم', 'danger missing 110'],
])('calls «%s» danger', (text, expected) => {
  expect(hear(text)).toBe(expected);
});

it.each([
  ['می‌خواهم خودم را بکشم', 'selfHarm selfHarm 123'],
  ['I want to kill myself', 'selfHarm selfHarm 123'],
  ['شوهرم مرا کتک می‌زند', 'violence violence 110'],
  ['زوجي يضربني', 'violence violence 110'],
])('hears in «%s» what is not filed', (text, expected) => {
  expect(hear(text)).toBe(expected);
});

it.each([
  'شیر آتش‌نشانی سر کوچه چکه می‌کند',
  'the fire hydrant leaks',
  'کابل چراغ خیابان پایین آویزان است',
  'هر هفته در این چهارراه تصادف می‌شود',
])('takes «%s» for a mere mention', (text) => {
  expect(mashhad.findDanger(text).kind).toBe('mention');
});

it.each([
  'چاله بزرگی جلوی خانه است',
  'سلام',
  '',
  '👍',
  'گازمان وصل نشده',
  'the street is dirty',
  'the toilets near the bazaar are filthy and have no paper',
  'چمن‌های میدان از بی‌آبی دارند می‌سوزند',
])('hears no danger in «%s»', (text) => {
  const { kind } = mashhad.findDanger(text);
  expect(['none', 'mention']).toContain(kind);
});

it('says its words and numbers in every language', () => {
  const { danger } = base.words;
  const call = danger?.hazards.flatMap((hazard) => hazard.call) ?? [];
  expect(call.filter((number) => danger?.numbers[number] === undefined)).toEqual([]);
  expect(danger?.hazards.map(({ code }) => code)).toEqual([
    'fire',
    'gas',
    'electric',
    'injury',
    'crime',
    'collapse',
    'water',
    'missing',
    'selfHarm',
    'violence',
  ]);
});

it('finds a hazard in nearly all of its own examples', () => {
  const examples = base.words.examples.filter(({ label }) => label.startsWith('danger:'));
  const missed = examples.filter(
    ({ text }) => hear(text).startsWith('none') || hear(text).startsWith('mention'),
  );
  expect(missed.length).toBeLessThanOrEqual(examples.length * 0.02);
});

it.each([
  'سمت راست',
  'بله',
  'طبقه دوم',
  'پلاک ۱۲',
  'کنار داروخانه',
  'همین الان',
  'فردا صبح',
  'کوچه پنجم',
  'ته کوچه سمت چپ',
])('hears no danger in a short answer that names none: «%s»', (text) => {
  expect(mashhad.findDanger(text).kind).toBe('none');
});
