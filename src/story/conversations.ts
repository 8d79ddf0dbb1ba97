import type { CityClient, Outgoing } from './city-client.js';
import { type Phone, type Sight, watchPhones } from './phones.js';
import { waitForQuiet } from './stage.js';
import { describeSight, describeTakenButtons } from './transcript.js';

/** What a citizen does in a conversation: sends something, or presses a button by its text. */
type Step = Outgoing | { readonly press: string } | { readonly managerAnswers: string };

interface Conversation {
  readonly title: string;
  readonly languageCode?: string;
  readonly steps: readonly Step[];
}

const HEAD = 'district-9-civil-works-head';
const ADDRESS = 'خیابان صیاد شیرازی ۱۲، روبه‌روی پلاک';
const AGREE: Readonly<Record<string, string>> = { fa: 'می‌پذیرم', ar: 'أوافق' };

/** Ten conversations as citizens have them, each with a citizen of its own. */
const CONVERSATIONS: readonly Conversation[] = [
  {
    title: 'خطر',
    steps: [{ text: 'آتیش گرفته، مغازه کنار خونه ما داره می‌سوزه' }, { press: 'برای شهرداری هم بفرست' }],
  },
  { title: 'بوی گاز', steps: [{ text: 'بوی گاز میاد تو کوچه، خطرناکه' }, { press: 'تماس کافی است' }] },
  { title: 'آب', steps: [{ text: 'آب خونه ما از دیروز قطعه' }] },
  {
    title: 'فینگلیش',
    steps: [{ text: 'salam cheragh kooche ma khamoosh ast' }, { text: `${ADDRESS} ۷۰` }, { press: 'ثبت' }],
  },
  {
    title: 'عربی',
    languageCode: 'ar',
    steps: [{ text: 'هناك حفرة كبيرة في الشارع أمام الفندق' }, { text: 'المنطقة ٩' }, { press: 'تسجيل' }],
  },
  { title: 'سپاس', steps: [{ text: 'ممنون از لطفتون' }] },
  { title: 'پرسش', steps: [{ text: 'چطوری عوارض پرداخت کنم؟' }] },
  {
    title: 'دنباله یک درخواست',
    steps: [
      { text: 'چاله بزرگی در خیابان است' },
      { text: `${ADDRESS} ۴۰` },
      { press: 'ثبت' },
      { photo: 'pothole', caption: 'عکس چاله' },
      { press: 'بله، اضافه شود' },
      { text: 'ثبت شد؟' },
    ],
  },
  {
    title: 'اعتراض با عکس',
    steps: [
      { text: 'آسفالت کوچه ما خراب است' },
      { text: `${ADDRESS} ۹۰` },
      { press: 'ثبت' },
      { managerAnswers: 'چاله‌های کوچه دیروز با آسفالت گرم پر شد.' },
      { press: 'نه، اعتراض دارم' },
      { text: 'فقط نصف کوچه درست شده و نصف دیگر هنوز خراب است.' },
      { photo: 'pothole', caption: 'این عکس را امروز گرفتم' },
      { press: 'ارسال' },
    ],
  },
  {
    title: 'محله به جای منطقه',
    steps: [{ text: 'زباله‌های سر کوچه را سه روز است نبرده‌اند' }, { text: 'قاسم‌آباد، بلوار حسابی' }],
  },
];

/** Plays the ten conversations in a running city; resolves to what was seen on the phones, as Markdown. */
export async function writeConversations(city: CityClient): Promise<string> {
  const parts: string[] = [];
  for (const conversation of CONVERSATIONS) parts.push(await play(city, conversation));
  return [
    '# Ten conversations',
    'What citizens see, played by the product itself: `npm run story -- conversations` writes this file.',
    ...parts,
    '',
  ].join('\n\n');
}

async function play(city: CityClient, { title, languageCode = 'fa', steps }: Conversation): Promise<string> {
  const person = await city.createPerson({ name: 'شهروند', languageCode });
  const phone: Phone = { person, bot: 'citizen', owner: 'شهروند' };
  const told: string[] = [];
  const watch = watchPhones(city, [phone]);
  let toldUntil = 0;
  const settle = async () => {
    await waitForQuiet(city);
    await watch.look();
  };
  await city.send(person, 'citizen', { text: '/start' });
  await settle();
  await press(city, phone, AGREE[languageCode] ?? '');
  await settle();
  for (const step of steps) {
    toldUntil = watch.sights.length;
    if ('press' in step) {
      const messageId = await press(city, phone, step.press);
      await watch.notePress(phone, messageId, step.press);
    } else if ('managerAnswers' in step) await answer(city, step.managerAnswers);
    else await city.send(person, 'citizen', step);
    await settle();
    told.push(...tell(watch.sights, toldUntil));
  }
  return `## ${title}\n\n\`\`\`text\n${told.join('\n')}\n\`\`\``;
}

/** What was seen from a sight on: first what the person did, then what came of it. */
function tell(sights: readonly Sight[], from: number): readonly string[] {
  const seen = sights.slice(from);
  const isOwn = ({ kind }: Sight) => kind === 'sent' || kind === 'pressed';
  return [...seen.filter(isOwn), ...seen.filter((sight) => !isOwn(sight))].map((sight) =>
    losesOnlyButtons(sight, sights) ? describeTakenButtons(sight) : describeSight(sight),
  );
}

/** True for a message that says what it said before, without its buttons. */
function losesOnlyButtons({ kind, messageId, text, buttons }: Sight, sights: readonly Sight[]): boolean {
  const before = sights.find((one) => one.messageId === messageId && one.kind === 'received');
  return kind === 'edited' && buttons.length === 0 && before?.text === text;
}

/** Presses the newest button with this text; resolves to the message that had it. */
async function press(city: CityClient, { person, bot, owner }: Phone, button: string): Promise<number> {
  const found = (await city.chat(person, bot)).findLast(({ keyboard = [] }) =>
    keyboard.flat().some(({ text }) => text.includes(button)),
  );
  if (found === undefined) throw new Error(`${owner} has no button «${button}».`);
  await city.press(person, bot, found.messageId, button);
  return found.messageId;
}

/** The head of civil works answers what reached them last. */
async function answer(city: CityClient, text: string): Promise<void> {
  const head = (await city.people()).find(({ position }) => position === HEAD);
  if (head === undefined) throw new Error('Nobody is the head of civil works in district 9.');
  const manager: Phone = { person: head.id, bot: 'staff', owner: 'مدیر' };
  for (const button of ['پاسخ', 'انجام شد']) {
    await press(city, manager, button);
    await waitForQuiet(city);
  }
  await city.send(head.id, 'staff', { text });
  await waitForQuiet(city);
  await press(city, manager, 'ارسال');
}
