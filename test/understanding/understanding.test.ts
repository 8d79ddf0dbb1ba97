import { createUnderstanding, NO_WORDS } from '../../src/understanding/index.js';
import { base, mashhad } from './mashhad.js';

const first = (text: string) => {
  const [guess] = mashhad.guess(text).ranked;
  return guess === undefined ? 'nothing' : `${guess.kind} ${guess.code}`;
};

it.each([
  ['جلوی خانه ما چاله بزرگی است', 'topic pothole'],
  ['سه روزه زباله‌ها رو نبردن', 'topic garbage'],
  ['cheragh kooche khamooshe', 'topic public-lighting'],
  ['chaleh bozorg', 'topic pothole'],
  ['stray dogs everywhere', 'topic stray-animals'],
  ['الكلاب الضالة تهاجم الأطفال', 'topic stray-animals'],
  ['اب خونه ما قطع شده', 'body water'],
  ['اینترنت خونه قطعه', 'body telecom'],
  ['سلام خوبین؟', 'talk greeting'],
  ['دمتون گرم', 'talk thanks'],
  ['میخوام با یه آدم حرف بزنم', 'talk operator'],
  ['درخواست قبلی من چی شد', 'talk status'],
  ['شهرداری منطقه ۹ کجاست؟', 'answer district-office'],
  ['چطوری عوارض پرداخت کنم؟', 'answer paying-fees'],
])('takes «%s» for %s', (text, expected) => {
  expect(first(text)).toBe(expected);
});

it.each(['', '   ', '👍'])('guesses nothing for %j', (text) => {
  expect(mashhad.guess(text)).toEqual({ ranked: [], isSure: false });
});

it.each([
  'این را درست کنید',
  'لطفا این را درست کنید',
  'اینجا خراب است',
  'کمک کنید',
  'چند بار گفتم خیلی خراب شده لطفا رسیدگی کنید',
  'please fix this',
  'صلحوا هذا لو سمحتم',
])('takes no topic for certain where every word fits any matter: %s', (text) => {
  expect(mashhad.guess(text).isSure).toBe(false);
  expect(mashhad.guess('چاله جلوی دبستان را درست کنید').isSure).toBe(true);
});

it('ranks the likeliest first, each once', () => {
  const { ranked } = mashhad.guess('چراغ راهنمایی چهارراه خاموش است');
  const confidences = ranked.map(({ confidence }) => confidence);
  expect(confidences).toEqual([...confidences].sort((one, other) => other - one));
  expect(new Set(ranked.map(({ code }) => code)).size).toBe(ranked.length);
});

it('says which words decided', () => {
  const explanation = mashhad.explainGuess('سلام لطفا این چاله را پر کنید');
  expect(explanation?.guess.code).toBe('pothole');
  expect(explanation?.words[0]?.word).toBe('چاله');
});

it('knows topics by their titles and keywords where a city has no words', () => {
  const plain = createUnderstanding({ ...base, words: NO_WORDS });
  expect(plain.guess('چاله').ranked[0]?.code).toBe('pothole');
  expect(plain.findDanger('آتش‌سوزی').kind).toBe('none');
});

it('has at least thirty examples of every topic, in every language', () => {
  const isLatin = (text: string) => /^[\p{Script=Latin}\p{N}\s.,!?'’-]+$/u.test(text);
  for (const { code } of base.topics) {
    const texts = base.words.examples.filter(({ label }) => label === code).map(({ text }) => text);
    const latin = texts.filter(isLatin);
    expect([code, texts.length - latin.length >= 30, latin.length >= 8]).toEqual([code, true, true]);
  }
});
