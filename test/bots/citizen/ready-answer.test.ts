import { readFiling } from '../../../src/filing/filing.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { Anyone } from './anyone.js';
import { isAtHome } from './at-home.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';

const QUESTION = 'ساعت کاری شما چیست؟';
const OPERATOR = citizenButtons.pack('operator');
const AS_REQUEST = citizenButtons.pack('asRequest');

let alone: BotAlone;
beforeAll(async () => {
  alone = await startBotAlone();
});
afterAll(() => alone?.stop());

async function somebody(...texts: readonly string[]): Promise<Anyone> {
  const anyone = new Anyone(alone, await alone.simulator.startedPerson('citizen'), []);
  await alone.introduce(anyone.person);
  for (const text of texts) expect(await anyone.say(text)).toEqual([]);
  return anyone;
}

const draftOf = ({ conversation }: Anyone) => readFiling(conversation)?.draft;
const last = ({ messages }: Anyone) => messages.at(-1)?.text ?? '';

/** Presses the newest button with this data. */
async function press(anyone: Anyone, data: string): Promise<void> {
  const target = anyone.messages.findLast(({ keyboard }) =>
    keyboard?.flat().some((one) => one.data === data),
  );
  if (target === undefined) throw new Error(`No message has the button ${data}.`);
  expect(await anyone.press(data, target.messageId)).toEqual([]);
}

const labels = ({ messages }: Anyone) => (messages.at(-1)?.keyboard ?? []).flat().map(({ text }) => text);

describe('a question', () => {
  it('is answered, and begins no request', async () => {
    const anyone = await somebody(QUESTION);
    expect(last(anyone)).toContain('۷:۳۰ تا ۱۴:۱۵');
    expect(labels(anyone)).toEqual(['صحبت با کارشناس ۱۳۷', 'نه، درخواست دارم']);
    expect(isAtHome(anyone.conversation)).toBe(true);
  });

  it('is a request after all where the person says so', async () => {
    const anyone = await somebody(QUESTION);
    await press(anyone, AS_REQUEST);
    expect(draftOf(anyone)?.texts.map(({ text }) => text)).toEqual([QUESTION]);
    expect(
      anyone.messages.filter(({ keyboard }) => keyboard?.flat().some((one) => one.data === AS_REQUEST)),
    ).toEqual([]);
  });

  it('loses its buttons when the person goes on with something else', async () => {
    const anyone = await somebody(QUESTION, 'زباله‌ها را نمی‌برند');
    expect(draftOf(anyone)?.texts.map(({ text }) => text)).toEqual(['زباله‌ها را نمی‌برند']);
    await expect(press(anyone, AS_REQUEST)).rejects.toThrow('No message has the button');
  });
});

describe('a person who would rather talk to a human', () => {
  it('is asked for their words, which go to the operators without a category', async () => {
    const anyone = await somebody('صحبت با کارشناس');
    expect(last(anyone)).toContain('چه شده است؟');
    await anyone.say('نمی‌دانم به کجا مربوط است، همسایه دیوار را خراب کرده');
    await anyone.say('ثبت');
    const [code] = await alone.codesOf(anyone.person);
    const stored = code === undefined ? undefined : await alone.requests.find(code);
    expect(stored?.request.stage.status).toBe('intake');
    expect(stored?.request.category).toBeUndefined();
  });

  it('need not write the same words again', async () => {
    const asked = await somebody(QUESTION);
    await press(asked, OPERATOR);
    expect(asked.conversation?.step).toBe('review');
    const typing = await somebody(QUESTION, 'صحبت با کارشناس');
    expect(draftOf(typing)?.texts.map(({ text }) => text)).toEqual([QUESTION]);
    expect(typing.conversation?.step).toBe('review');
    const choosing = await somebody('جلوی دبستان ما خراب است');
    await press(choosing, OPERATOR);
    expect(choosing.conversation?.step).toBe('review');
    expect(draftOf(choosing)?.category).toBeNull();
  });

  it('finds the way in the help and wherever the bot does not understand', async () => {
    for (const text of ['راهنما', '/nothing']) {
      const anyone = await somebody(text);
      await press(anyone, OPERATOR);
      expect(anyone.conversation).toMatchObject({ flow: 'filing', step: 'words' });
    }
  });
});

describe('in place of an address', () => {
  const AT_PLACE = ['آسفالت کوچه ما خراب است'];

  it.each([
    ['میخوام با یه آدم حرف بزنم', 'review'],
    ['یه نفر جواب بده', 'review'],
  ])('a wish to talk to a person sends the request to the operators: «%s»', async (text, step) => {
    const anyone = await somebody(...AT_PLACE, text);
    expect(anyone.conversation?.step).toBe(step);
    expect(draftOf(anyone)).toMatchObject({ category: null, place: null });
    expect(draftOf(anyone)?.texts.map((one) => one.text)).toEqual(AT_PLACE);
  });

  it.each([
    ['شهرداری تا ساعت چند باز است؟', '۷:۳۰'],
    ['درخواستم چی شد', 'هنوز کامل نیست'],
    ['شماره نمیدم', 'شماره'],
    ['دمتون گرم', 'خواهش می‌کنیم'],
    ['باشه', 'خواهش می‌کنیم'],
  ])('«%s» is heard as what it is, and the place is still asked for', async (text, said) => {
    const anyone = await somebody(...AT_PLACE, text);
    expect(last(anyone)).toContain(said);
    expect(anyone.conversation?.step).toBe('place');
    expect(draftOf(anyone)?.place).toBeUndefined();
  });

  it('the code of somebody else’s request shows how that stands, and one that is none is part of the words', async () => {
    const other = await somebody('آسفالت کوچه ما خراب است', 'منطقه ۹', 'ثبت');
    const [code = ''] = await alone.codesOf(other.person);
    const anyone = await somebody(...AT_PLACE, `کد ${code} چی شد`);
    expect(last(anyone)).toContain('چاله و خرابی آسفالت');
    expect(anyone.conversation?.step).toBe('place');
    await anyone.say('کوچه ۱۲ پلاک 1234567894، منطقه ۹');
    expect(draftOf(anyone)?.place?.address).toContain('1234567894');
  });
});

it('helps according to what is open', async () => {
  const anyone = await somebody('صحبت با کارشناس', 'همسایه جلوی در ما می‌ایستد', 'ثبت', '/help');
  expect(last(anyone)).toContain('درخواست‌های باز شما: ۱');
  const newcomer = await somebody('/help');
  expect(last(newcomer)).not.toContain('درخواست‌های باز');
});
