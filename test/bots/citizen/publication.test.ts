import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { fileRequest } from '../../stories/filing.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { OPERATOR, OTHER_OPERATOR } from '../../support/people.js';
import { type CitizenPhone, newCitizen } from './phone.js';

const WORDS = 'چاله بزرگی وسط خیابان است و هر روز کسی در آن می‌افتد';
const ASK = 'نوشته‌ام را همه ببینند؟';
const CHANGE = 'نوشته‌ام برای همه: تغییر';

let running: RunningCity;
let citizen: CitizenPhone;
let code: TrackingCode;
beforeAll(async () => {
  running = await startCity({ environment: { OPEN311_WORDS: 'on' } });
  citizen = await newCitizen(running);
  code = await fileRequest(running.city, { person: citizen.person, bot: 'citizen', owner: 'citizen' }, WORDS);
});
afterAll(() => running?.stop());

/** What everybody reads of the request. */
async function description(): Promise<unknown> {
  const response = await fetch(`${running.url}/open311/v2/requests.json`);
  // The simulator's page is ours, and its tests verify this shape.
  const [first] = (await response.json()) as readonly { readonly description: string | null }[];
  return first?.description;
}

async function staff(person: number, action: { readonly text: string } | { readonly press: string }) {
  const phone = { person, bot: 'staff' } as const;
  if ('text' in action) await running.city.send(person, 'staff', action);
  else {
    const chat = await running.city.chat(person, 'staff');
    const message = chat.findLast(({ keyboard = [] }) =>
      keyboard.flat().some(({ text }) => text.includes(action.press)),
    );
    await running.city.press(phone.person, 'staff', message?.messageId ?? 0, action.press);
  }
  await running.city.passMoment(3);
  return (await running.city.chat(person, 'staff')).findLast(({ from }) => from === 'bot')?.text ?? '';
}

it('asks on the page of the request, says what it means, and publishes nothing yet', async () => {
  await citizen.send(code);
  await citizen.press(ASK);
  expect(await citizen.last()).toContain('نام و شماره شما هیچ‌وقت منتشر نمی‌شود');
  await citizen.press('نوشته‌ام را همه ببینند');
  expect(await citizen.last()).toContain('کارشناس ۱۳۷ اول آن را می‌خواند');
  expect(await description()).toBeNull();
});

it('shows the operators what waits, whole, and publishes it with one press', async () => {
  const list = await staff(OPERATOR, { text: 'انتشار نوشته‌ها' });
  expect(list).toContain('منتظر انتشار');
  expect(list).toContain('چاله بزرگی');
  const shown = await staff(OPERATOR, { press: 'چاله' });
  expect(shown).toContain(WORDS);
  expect(shown).toContain('نام، شماره');
  expect(await staff(OPERATOR, { press: 'انتشار نوشته' })).toContain('اکنون برای همه دیده می‌شود');
  expect(await description()).toBe(WORDS);
  expect(await staff(OTHER_OPERATOR, { text: 'نوشته‌های منتظر انتشار' })).toContain(
    'نوشته‌ای منتظر انتشار نیست',
  );
});

it('stands in the history of the request, and is taken back by its citizen at once', async () => {
  await citizen.send(code);
  expect(await citizen.last()).toContain('نوشته برای همه منتشر شد');
  await citizen.press(CHANGE);
  await citizen.press('هیچ‌کدام را نبینند');
  expect(await citizen.last()).toContain('برای دیگران دیده نمی‌شود');
  expect(await description()).toBeNull();
});

it('is not asked of somebody else, nor of a follower', async () => {
  const other = await newCitizen(running);
  await other.send(code);
  await other.press('این مشکل را دنبال می‌کنم').catch(() => other.press('من هم همین مشکل را دارم'));
  await other.send(code);
  expect(
    (await other.chat()).some(({ keyboard = [] }) => keyboard.flat().some(({ text }) => text === ASK)),
  ).toBe(false);
});
