import type { Category, Unit } from '../organization/city.js';
import type { Request } from '../requests/lifecycle/request.js';
import { LOW_RATING } from '../requests/lifecycle/rules.js';
import { citizenButtons } from '../telegram/citizen-buttons.js';
import type { Chance } from './chance.js';
import { type Act, dataOf, type Phone } from './phone.js';

/** The most questions that filing may ask before something must be wrong. */
const MOST_QUESTIONS = 12;
const ENDINGS = [
  'لطفاً زودتر رسیدگی کنید.',
  'چند روز است که همین‌طور مانده است.',
  'همسایه‌ها هم ناراحت‌اند.',
  'برای بچه‌های مدرسه خطر دارد.',
  'پیش از این هم گفته بودیم.',
];
const OBJECTIONS = ['notDone', 'halfDone', 'otherProblem'] as const;

/**
 * Buttons that lead on to the request, wherever they are shown: consenting, and saying that it is a new one.
 */
const PLAIN = ['agree', 'isNew', 'asRequest', 'different'] as const;

/** A citizen's request, and its place. */
export interface Wish {
  readonly words: string;
  /** Absent if they do not know the category. */
  readonly category?: Category;
  readonly district: Unit;
}

/** A possible request in a category and in a district. */
export function drawWish(category: Category, district: Unit, chance: Chance): Wish {
  const [keyword = category.title.fa] = category.keywords;
  const words = `${category.title.fa}: ${keyword} در ${district.title.fa}. ${chance.pick(ENDINGS)}`;
  return { words, district, ...(chance.happens(0.05) ? {} : { category }) };
}

/** Files a request, answering whatever the bot asks on the way. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one chain of the questions that the bot can ask, as a person would go through them.
export async function* fileRequest(phone: Phone, { words, category, district }: Wish): Act {
  await phone.send(words);
  yield;
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const asked = await phone.asked();
    const data = asked === undefined ? [] : dataOf(asked);
    const register = data.find((one) => one.startsWith('register:'));
    const places = asked?.replyKeyboard?.flat().map(({ text }) => text) ?? [];
    const plain = PLAIN.map((action) => citizenButtons.pack(action)).find((one) => data.includes(one));
    if (plain !== undefined) await phone.press(plain);
    else if (register !== undefined) await phone.press(register);
    else if (data.includes(citizenButtons.pack('unknownCategory'))) {
      await phone.press(
        category === undefined
          ? citizenButtons.pack('unknownCategory')
          : citizenButtons.pack('category', category.code),
      );
    } else if (places.includes(district.title.fa)) await phone.send(district.title.fa);
    else return;
    yield;
  }
}

/** Replies to the question of a manager. */
export async function* replyToQuestion(phone: Phone, { code }: Request): Act {
  await phone.press(citizenButtons.pack('reply', code));
  yield;
  await phone.send('روبه‌روی پلاک ۴۰، کنار داروخانه است.');
  yield;
  await phone.press(citizenButtons.pack('send'));
  yield;
}

/** How a citizen reacts to an answer: most are content or say nothing. */
export function drawOpinion(chance: Chance): 'silent' | 'object' | number {
  if (chance.happens(0.4)) return 'silent';
  if (chance.happens(0.1)) return 'object';
  return chance.pick([1, 2, 3, 4, 5], (score) => (score > LOW_RATING ? score : 1));
}

/** Rates an answer. */
export async function* rateAnswer(phone: Phone, { code }: Request, score: number): Act {
  await phone.press(citizenButtons.pack('rate', code, score));
  yield;
}

/** Objects to an answer, with one of the ready reasons. */
export async function* objectToAnswer(phone: Phone, { code }: Request, chance: Chance): Act {
  await phone.press(citizenButtons.pack('object', code));
  yield;
  await phone.press(citizenButtons.pack('because', code, chance.pick(OBJECTIONS)));
  yield;
  await phone.press(citizenButtons.pack('send'));
  yield;
}
