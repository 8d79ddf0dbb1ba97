import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { asAnotherProcess } from '../../support/another-process.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { POTHOLE, withAnswer, withRequest } from './answered.js';
import { type CitizenPhone, newCitizen } from './phone.js';

const FIRE = 'این‌جا آتش گرفته';
const CALL_125 = /^125$/m;

let running: RunningCity;
beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** Files what was told of danger, which has no topic and lies in district 9. */
async function fileTheDanger(phone: CitizenPhone): Promise<void> {
  await phone.press('برای شهرداری هم بفرست');
  for (const text of ['نمی‌دانم', 'منطقه ۹', 'ثبت']) await phone.send(text);
}

async function hasObjected(phone: CitizenPhone): Promise<boolean> {
  return (await phone.chat()).some(({ text }) => text?.startsWith('اعتراض شما به درخواست'));
}

/** What the bot has said since it was last asked something, in one text. */
async function told(phone: CitizenPhone): Promise<string> {
  return (await phone.replies()).join('\n');
}

describe('danger in the middle of something else', () => {
  it('is asked about in an objection, which takes the words where calling is enough', async () => {
    const phone = await withAnswer(running);
    await phone.press('اعتراض دارم');
    await phone.send(FIRE);
    const replies = await phone.replies();
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(CALL_125);
    await phone.press('تماس کافی است');
    expect((await phone.withButton('ارسال')).text).toContain(FIRE);
    await phone.press('ارسال');
    expect(await hasObjected(phone)).toBe(true);
  });

  it('is filed from the middle of an objection, which goes on afterwards', async () => {
    const phone = await withAnswer(running);
    await phone.press('اعتراض دارم');
    await phone.send(FIRE);
    await fileTheDanger(phone);
    expect(await told(phone)).toContain('چه چیزی درست نشده است؟');
    await phone.send('چاله هنوز همان‌جا است و پر نشده');
    await phone.press('ارسال');
    expect(await hasObjected(phone)).toBe(true);
  });

  it('is asked about in an addition, which shows the words before they go', async () => {
    const phone = await withRequest(running);
    await phone.press('افزودن');
    await phone.send({ photo: 'garbage', caption: FIRE });
    expect(await told(phone)).toMatch(CALL_125);
    await phone.press('تماس کافی است');
    expect((await phone.withButton('ارسال')).text).toContain(FIRE);
  });

  it('is asked about where the name is asked for, which takes no danger for a name', async () => {
    const phone = await newCitizen(running);
    await phone.send('تنظیمات');
    await phone.press('نام');
    await phone.send(FIRE);
    expect(await told(phone)).toMatch(CALL_125);
    await phone.press('تماس کافی است');
    expect(await told(phone)).toContain('ادامه');
    await phone.send('مریم');
    expect(await told(phone)).toContain('مریم');
  });

  it('leaves the request that is open as it was where calling is enough', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('نمی‌دانم');
    await phone.send(FIRE);
    await phone.press('تماس کافی است');
    await phone.send('منطقه ۹');
    const { text } = await phone.withButton('ثبت');
    expect(text).toContain(POTHOLE);
    expect(text).not.toContain(FIRE);
  });
});

describe('the line comes', () => {
  it('to somebody who is blocked, and asks them nothing', async () => {
    const phone = await newCitizen(running);
    const until = new Date((await running.city.now()).getTime() + 3_600_000);
    await asAnotherProcess(running, () =>
      createCitizenStore(running.connection).block(String(phone.person), { reason: 'ناسزا', until }),
    );
    await phone.send(FIRE);
    const [line, block] = await phone.replies();
    expect(line).toMatch(CALL_125);
    expect(block).toContain('ناسزا');
    expect((await phone.chat()).flatMap(({ keyboard = [] }) => keyboard)).toEqual([]);
  });

  it('to somebody who is over their limit', async () => {
    const phone = await newCitizen(running);
    await phone.sendAll([...Array.from({ length: 24 }, () => ({ text: 'راهنما' })), { text: FIRE }]);
    expect(await told(phone)).toMatch(CALL_125);
  });

  it('in small, once, with a filing by voice alone', async () => {
    const phone = await newCitizen(running);
    await phone.send({ voice: 'voice' });
    expect(await told(phone)).toContain('125');
    await phone.send({ voice: 'voice' });
    await phone.send('نمی‌دانم');
    const all = (await phone.chat()).map(({ text = '' }) => text);
    expect(all.filter((text) => text.includes('125'))).toHaveLength(1);
  });

  it('not with a voice that has words beside it', async () => {
    const phone = await newCitizen(running);
    await phone.send({ voice: 'voice', caption: POTHOLE });
    expect(await told(phone)).not.toContain('125');
  });
});
