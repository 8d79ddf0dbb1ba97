import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { asAnotherProcess } from '../../support/another-process.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, newCitizen, phoneOf } from './phone.js';

const HOUR_SECONDS = 3_600;
const LIMITS = {
  LIMIT_UPDATES_PER_MINUTE: '20',
  LIMIT_FILES_PER_MINUTE: '5',
  LIMIT_REQUESTS_PER_HOUR: '2',
  LIMIT_REQUESTS_PER_DAY: '10',
  LIMIT_OPEN_REQUESTS: '3',
};

let running: RunningCity;

beforeAll(async () => {
  running = await startCity({ environment: LIMITS });
});
afterAll(() => running?.stop());

async function register(phone: CitizenPhone, text: string): Promise<void> {
  await phone.send(text);
  if ((await phone.last()).includes('اضافه شود؟')) await phone.send('درخواست تازه');
  for (const typed of ['نمی‌دانم', 'منطقه ۹', 'ثبت']) await phone.send(typed);
}

async function countSaying(phone: CitizenPhone, words: string): Promise<number> {
  return (await phone.chat()).filter(({ from, text }) => from === 'bot' && text?.includes(words)).length;
}

it('answers twenty messages a minute, says so once, and continues a minute later with the rest', async () => {
  const phone = await newCitizen(running);
  await phone.send('چاله بزرگی جلوی دبستان است');
  await phone.sendAll(Array.from({ length: 25 }, () => ({ text: 'راهنما' })));
  expect(await countSaying(phone, 'پشت سر هم رسید')).toBe(1);
  expect((await phone.replies()).length).toBe(20);
  await running.city.advance({ advanceSeconds: 60 });
  await phone.send('منطقه ۹');
  expect(await phone.last()).toContain('چاله بزرگی جلوی دبستان است');
});

it('takes an album of ten, and five files a minute besides', async () => {
  const phone = await newCitizen(running);
  await phone.sendAll(
    Array.from({ length: 10 }, (_, index) => ({
      photo: index % 2 === 0 ? 'pothole' : 'garbage',
      mediaGroup: 'ten',
      ...(index === 0 ? { caption: 'چاله' } : {}),
    })),
  );
  await phone.send({ photo: 'street-light' });
  expect(await phone.last()).toContain('این یکی را نگرفتیم');
  await phone.send('منطقه ۹');
  expect((await phone.withButton('ثبت')).text).toMatch(/عکس: ([۲-۹]|۱۰)/);
});

it('registers two an hour, keeps the third until there is room, and allows three open ones at most', async () => {
  const phone = await newCitizen(running);
  for (const number of [1, 2, 3]) await register(phone, `خواسته ${number}`);
  expect(await phone.last()).toContain('آنچه نوشته‌اید نگه داشته شد');
  expect(await countSaying(phone, '✅ ثبت شد')).toBe(2);
  await running.city.advance({ advanceSeconds: HOUR_SECONDS });
  await phone.send('ثبت');
  expect(await countSaying(phone, '✅ ثبت شد')).toBe(3);
  await register(phone, 'خواسته ۴');
  expect(await phone.last()).toContain('۳ درخواست باز دارید');
});

it('keeps out blocked people until their block ends, but not from their own data', async () => {
  const phone = phoneOf(running, await running.city.createPerson({ name: 'شهروند' }));
  await phone.send('/start');
  const citizens = createCitizenStore(running.connection);
  const id = String(phone.person);
  const until = new Date((await running.city.now()).getTime() + HOUR_SECONDS * 1_000);
  await asAnotherProcess(running, () => citizens.block(id, { reason: 'ناسزا', until }));
  await phone.send('چاله');
  expect(await phone.last()).toContain('دلیل: ناسزا');
  expect((await phone.press('می‌پذیرم')).text).toContain('دلیل: ناسزا');
  await phone.send('/privacy');
  expect(await phone.last()).toContain('چه چیزی نگه می‌داریم');
  await asAnotherProcess(running, () => citizens.unblock(id));
  await phone.press('می‌پذیرم');
  await asAnotherProcess(running, () => citizens.block(id, { reason: 'ناسزا', until }));
  await running.city.advance({ advanceSeconds: HOUR_SECONDS });
  await phone.send('چاله');
  expect(await phone.last()).toContain('کجاست؟');
});

async function deleteAccount(phone: CitizenPhone): Promise<void> {
  for (const typed of ['/delete', 'بله', 'بله']) await phone.send(typed);
}

describe('who deletes their data', () => {
  it('stays blocked until then', async () => {
    const phone = await newCitizen(running);
    await phone.send('/start');
    const until = new Date((await running.city.now()).getTime() + HOUR_SECONDS * 1_000);
    await asAnotherProcess(running, () =>
      createCitizenStore(running.connection).block(String(phone.person), { reason: 'ناسزا', until }),
    );
    for (const _ of ['once', 'twice']) {
      await deleteAccount(phone);
      await phone.send('/start');
      expect(await phone.last()).toContain('دلیل: ناسزا');
    }
    await running.city.advance({ advanceSeconds: HOUR_SECONDS });
    await phone.send('/start');
    expect(await phone.last()).not.toContain('دلیل: ناسزا');
  });

  it('has no more room for requests than before', async () => {
    const phone = await newCitizen(running);
    for (const number of [1, 2]) await register(phone, `خواسته ${number} من`);
    await deleteAccount(phone);
    await running.introduce(phone.person);
    await register(phone, 'خواسته ۳ من');
    expect(await phone.last()).toContain('آنچه نوشته‌اید نگه داشته شد');
  });

  it('is known to nobody by what is kept for that', async () => {
    const phone = await newCitizen(running);
    await register(phone, 'خواسته کسی که می‌رود');
    await deleteAccount(phone);
    const kept = await running.connection.collection('restraints').find().toArray();
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(String(phone.person));
  });
});
