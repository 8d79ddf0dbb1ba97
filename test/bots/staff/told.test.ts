import { ADMINISTRATOR, CITIZEN } from '../../support/people.js';
import { type Desk, openDesk } from './staff-phones.js';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.stop());

async function press(...buttons: readonly string[]): Promise<string> {
  for (const button of buttons) await desk.press(ADMINISTRATOR, button);
  return desk.last(ADMINISTRATOR);
}

/** What a citizen is told first for these words. */
async function toldFor(words: string): Promise<string> {
  const before = (await desk.toCitizen()).length;
  await desk.city.send(CITIZEN, 'citizen', { text: words });
  await desk.city.passMoment(5);
  return (await desk.toCitizen())[before] ?? '';
}

it('changes the sentence for a danger, and whom to call, for the next who is in it', async () => {
  await desk.send(ADMINISTRATOR, 'ساختار');
  await press('خطرها', 'خطر آتش', 'جمله');
  await desk.send(ADMINISTRATOR, 'فقط یک خط');
  expect(await desk.last(ADMINISTRATOR)).toContain('سه خط');
  await desk.send(ADMINISTRATOR, 'آتش! بیرون بروید.\nFire! Get out.\nنار! اخرجوا.');
  expect(await desk.last(ADMINISTRATOR)).toContain('بیرون بروید');
  await press('اعمال شود');
  await desk.send(ADMINISTRATOR, 'ساختار');
  await press('خطرها', 'آتش! بیرون', 'شماره‌ها');
  await desk.send(ADMINISTRATOR, '110 125');
  await press('اعمال شود');
  await desk.city.passMoment(2);
  const told = await toldFor('آتش‌سوزی شده');
  expect(told).toContain('آتش! بیرون بروید.');
  expect([...told.matchAll(/^\d{3}$/gm)].map(([number]) => number)).toEqual(['110', '125']);
  expect(await desk.audited(ADMINISTRATOR)).toContain('cityEdited');
});

it('changes what is said about another body', async () => {
  await desk.city.send(CITIZEN, 'citizen', { text: 'لغو' });
  await desk.city.passMoment(5);
  await desk.send(ADMINISTRATOR, 'ساختار');
  await press('نهادهای دیگر', 'گاز', 'جمله');
  await desk.send(ADMINISTRATOR, 'گاز با شرکت تازه است.\nGas is with a new company.\nالغاز لشركة جديدة.');
  await press('اعمال شود');
  await desk.city.passMoment(2);
  expect(await toldFor('قبض گاز زیاد اومده')).toContain('گاز با شرکت تازه است.');
});
