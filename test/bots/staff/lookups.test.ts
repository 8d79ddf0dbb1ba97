import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { eventually } from '../../support/eventually.js';
import { ADMINISTRATOR, OPERATOR } from '../../support/people.js';
import { newCitizen } from '../citizen/phone.js';

const MOST = 5;
const CALLER = '+989151112233';

let running: RunningCity;
beforeAll(async () => {
  running = await startCity({
    environment: { LIMIT_LOOKUPS_PER_HOUR: String(MOST), LIMIT_CODES_PER_HOUR: String(MOST) },
  });
});
afterAll(() => running?.stop());

async function say(person: number, text: string): Promise<string> {
  await running.city.send(person, 'staff', { text });
  await running.city.passMoment(10);
  return (await running.city.chat(person, 'staff')).at(-1)?.text ?? '';
}

const lines = (filter: object) => running.connection.collection('audit').find(filter).toArray();

/** Waits until administrators have been told something: the product looks once a second of the machine's time. */
function isAlarmed(words: string): Promise<void> {
  return eventually(async () => {
    await running.city.advance({ advanceSeconds: 1 });
    const told = await running.city.chat(ADMINISTRATOR, 'staff');
    return told.some(({ text = '' }) => text.includes(words));
  });
}

it('says in the audit log who looked at whom, and names nobody', async () => {
  await createCitizenStore(running.connection).meetCaller({ phone: CALLER, locale: 'fa' });
  await say(OPERATOR, CALLER);
  await say(OPERATOR, CALLER);
  await say(OPERATOR, '+989151112244');
  const subjects = (await lines({ act: 'callerLookedUp' })).map(({ subject }) => subject);
  expect(subjects[0]).toMatch(/^#[\w-]{16}$/);
  expect(subjects).toEqual([subjects[0], subjects[0], undefined]);
  expect(JSON.stringify(await lines({}))).not.toContain('9151112233');
});

it('lets nobody look at everybody, and tells the administrators of who tries', async () => {
  for (let number = 10; number < 50; number += 1) {
    await running.city.send(OPERATOR, 'staff', { text: `+9891511133${number}` });
  }
  await running.city.passMoment(10);
  expect(await lines({ act: 'callerLookedUp', person: String(OPERATOR) })).toHaveLength(MOST);
  expect((await running.city.chat(OPERATOR, 'staff')).at(-1)?.text).toContain('جست‌وجوهای زیادی');
  await isAlarmed('بیش از اندازه شماره یا درخواست مردم را');
});

it('lets a citizen ask about a few codes of others an hour, and alarms where somebody tries many', async () => {
  const phone = await newCitizen(running);
  for (let tried = 0; tried < MOST; tried += 1) {
    await phone.send(createTrackingCode(() => tried / 97));
    expect(await phone.last()).toContain('پیدا نشد');
  }
  await phone.send(createTrackingCode(() => MOST / 97));
  expect(await phone.last()).toContain('کدهای زیادی پرسیدید');
  await isAlarmed('کدهای پیگیری را یکی پس از دیگری');
  await running.city.advance({ advanceHours: 1 });
  await phone.send(createTrackingCode(() => (MOST + 1) / 97));
  expect(await phone.last()).not.toContain('کدهای زیادی پرسیدید');
});
