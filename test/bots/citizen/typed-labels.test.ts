import type { Locale } from '../../../src/config.js';
import { Anyone } from './anyone.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';
import type { Deed } from './deeds.js';

let alone: BotAlone;
beforeAll(async () => {
  alone = await startBotAlone();
});
afterAll(() => alone?.stop());

const say = (text: string): Deed => ({ does: 'writes', text });
const ANSWERED: Deed = { does: 'isServed', by: 'answer' };
const REGISTERED = [say('چاله بزرگی جلوی دبستان است'), say('منطقه ۹'), say('ثبت')];

const MOST_TRIED = 4;

/** Questions of every flow, each with how one comes there. */
const QUESTIONS: readonly (readonly [string, Locale, readonly Deed[]])[] = [
  ['what it is about', 'fa', [say('جلوی دبستان ما خراب است')]],
  ['whether it is a request', 'fa', [say('قلقلک')]],
  ['what is registered', 'fa', REGISTERED.slice(0, 2)],
  ['a ready answer', 'fa', [say('ساعت کاری شما چیست؟')]],
  ['the matter of another body', 'fa', [say('آب خانه ما قطع است')]],
  ['danger', 'fa', [say('خانه همسایه آتش گرفته است')]],
  ['the settings', 'fa', [say('/settings')]],
  ['the language', 'fa', [say('/language')]],
  ['whether everything is deleted', 'fa', [say('/delete')]],
  ['whether it is added', 'fa', [...REGISTERED, say('پلاک ۴۰ روبه‌روی نانوایی')]],
  ['an objection', 'fa', [...REGISTERED, ANSWERED, say('درخواست‌های من')]],
  ['what is registered', 'en', [say('There is a big pothole in front of the school'), say('منطقه ۹')]],
  ['a ready answer', 'en', [say('What are your opening hours?')]],
  ['danger', 'en', [say('The house next door is on fire')]],
  ['danger', 'ar', [say('بيت الجيران يحترق')]],
  ['the settings', 'ar', [say('/settings')]],
];

/** Somebody at that question. */
async function somebodyAt(locale: Locale, way: readonly Deed[]): Promise<Anyone> {
  const anyone = new Anyone(alone, await alone.simulator.startedPerson('citizen'), []);
  await alone.introduce(anyone.person, locale);
  for (const deed of way) expect(await anyone.does(deed)).toEqual([]);
  return anyone;
}

/** What came of it, in new messages or in place of others, without what differs from person to person. */
function outcome({ conversation, messages }: Anyone, before: ReadonlySet<string>) {
  const said = messages.map(({ text = '' }) => text).filter((text) => !before.has(text));
  return {
    flow: conversation?.flow,
    step: conversation?.step,
    said: said.map((text) => text.replace(/[\d۰-۹٠-٩]+/g, '#')),
  };
}

const textsOf = ({ messages }: Anyone) => new Set(messages.map(({ text = '' }) => text));

it.each(QUESTIONS)('takes what any button below %s says (%s) for the press of it', async (_, locale, way) => {
  const { messages } = await somebodyAt(locale, way);
  const asked = messages.findLast(({ keyboard = [] }) =>
    keyboard.flat().some(({ data }) => data !== undefined),
  );
  const labels = (asked?.keyboard ?? [])
    .flat()
    .flatMap(({ text, data }) => (data === undefined ? [] : [text]));
  expect(labels).not.toEqual([]);
  // Those of a long list are one like the other.
  for (const label of labels.slice(-MOST_TRIED)) {
    const [pressing, typing] = [await somebodyAt(locale, way), await somebodyAt(locale, way)];
    const button = pressing.messages
      .flatMap(({ messageId, keyboard = [] }) => keyboard.flat().map((one) => ({ ...one, messageId })))
      .findLast(({ text }) => text === label);
    const [atPress, atWords] = [textsOf(pressing), textsOf(typing)];
    await pressing.press(button?.data ?? '', button?.messageId ?? 0);
    expect([label, await typing.say(label)]).toEqual([label, []]);
    expect([label, outcome(typing, atWords)]).toEqual([label, outcome(pressing, atPress)]);
  }
});
