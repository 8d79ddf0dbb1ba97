import { REQUESTS_ARE_PUBLIC } from '../../src/open311/upgrade.js';
import { vacantInSimulation } from '../../src/simulated-people.js';
import { type RunningCity, startCity } from '../support/city.js';
import * as people from '../support/people.js';
import { codeSeenBy, IN_DISTRICT_9, pressNewest, requestsIn, sayItIsNew } from './filing.js';

const CITIZEN = { person: people.CITIZEN, bot: 'citizen' } as const;

let running: RunningCity;
beforeAll(async () => {
  running = await startCity();
  // What is filed here is made public when it happens, and not by the upgrade for what was there before.
  await running.connection
    .collection<{ _id: string }>('dataUpgrades')
    .updateOne({ _id: REQUESTS_ARE_PUBLIC }, { $set: { doneAt: new Date() } }, { upsert: true });
});
afterAll(() => running.stop());

async function file(text: string): Promise<void> {
  const { city } = running;
  await city.send(CITIZEN.person, CITIZEN.bot, { text });
  await city.idle();
  await sayItIsNew(city, CITIZEN);
  await city.send(CITIZEN.person, CITIZEN.bot, { location: IN_DISTRICT_9 });
  await city.idle();
  await pressNewest(city, CITIZEN, 'ثبت');
  // Time for a breath between two requests, so that no chat comes near Telegram's pace.
  await city.advance({ advanceSeconds: 30 });
}

async function newest(): Promise<string> {
  const messages = await running.city.chat(CITIZEN.person, CITIZEN.bot);
  return messages.findLast(({ from, text }) => from === 'bot' && text !== undefined)?.text ?? '';
}

it('passes over a vacant position in the middle of a chain, and says so', async () => {
  await file('پیاده‌رو پر از برگ و کثیف است، رفتگر نمی‌آید.');
  const code = await codeSeenBy(running.city, CITIZEN);
  await running.city.advance({ advanceHours: 72 });

  const request = (await requestsIn(running)).find((one) => one.code === code);
  expect(request?.chain.map(({ position, state, vacant }) => [position, state, vacant])).toEqual([
    ['district-9-urban-services-head', 'passed', false],
    ['district-9-urban-services-deputy', 'passed', true],
    ['district-9-mayor', 'now', false],
    ['deputy-mayor', 'above', false],
    ['mayor', 'above', false],
  ]);
  expect(await newest()).toMatch(
    /مهلت رئیس اداره خدمات شهری منطقه ۹ تمام شد.+حالا پیش شهردار منطقه ۹ است.+از آن گذشتیم: معاون خدمات شهری منطقه ۹/s,
  );
});

it('gives a request whose first position is vacant to the one above at once', async () => {
  await file('شاخه درخت جلوی خانه را هرس کنید.');
  const code = await codeSeenBy(running.city, CITIZEN);

  const request = (await requestsIn(running)).find((one) => one.code === code);
  expect(request?.chain.find(({ state }) => state === 'now')?.position).toBe('organisation-parks-director');
  expect(await newest()).toMatch(
    /مدیرعامل سازمان پارک‌ها و فضای سبز.+از آن گذشتیم: معاون اجرایی سازمان پارک‌ها/s,
  );
});

it('shows everybody what has become of a request, and nothing that its citizen wrote', async () => {
  await file('چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.');
  const code = await codeSeenBy(running.city, CITIZEN);
  await running.city.advance({ advanceHours: 73 });
  const read = async (path: string) => (await fetch(`${running.url}/open311/v2/${path}`)).text();

  const requests = await read('requests.json?service_code=pothole');
  expect(JSON.parse(requests)).toEqual([
    expect.objectContaining({ status: 'open', service_code: 'pothole', agency_responsible: 'منطقه ۹' }),
  ]);
  const updates = await read('servicerequestupdates.xml');
  expect(updates).toContain('به مدیر بالاتر در منطقه ۹ ارجاع شد.');
  for (const said of [requests, updates]) expect(said).not.toMatch(new RegExp(`${code}|دبستان|موتور`));
});

it('has just those two positions without a holder', async () => {
  const held = new Set((await running.city.people()).map(({ position }) => position));
  expect(vacantInSimulation.filter((position) => held.has(position))).toEqual([]);
  expect(vacantInSimulation).toHaveLength(2);
});
