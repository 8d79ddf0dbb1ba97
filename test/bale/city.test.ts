import type { BaleBehaviour } from '../../src/simulator/bale/rules.js';
import { waitForQuiet } from '../../src/story/stage.js';
import { fileRequest } from '../stories/filing.js';
import { type RunningCity, startCity } from '../support/city.js';
import { CITIZEN } from '../support/people.js';

const PHONE = { person: CITIZEN, bot: 'citizen', owner: 'شهروند' } as const;
const DEAD = 'این دکمه';
const HOURS = 72;

let running: RunningCity;

beforeAll(async () => {
  // Citizens on Bale, and the staff on Telegram.
  running = await startCity({ whereabouts: { citizen: 'bale', staff: 'telegram' } });
});
afterAll(() => running.stop());

async function control<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(`${running.url}/simulator/bale/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

const behave = (behaviour: Partial<BaleBehaviour>) => control('/behaviour', behaviour);

/** What the bot has said since the message with that id. */
async function saidSince(messageId: number): Promise<readonly string[]> {
  await waitForQuiet(running.city);
  const messages = await running.city.chat(CITIZEN, 'citizen', messageId);
  return messages.filter(({ from }) => from === 'bot').flatMap(({ text }) => text ?? []);
}

it.each([
  [false, 'in the answer to the press'],
  [true, 'in the chat'],
])('says what a press comes to, in an app that is old (%s) %s', async (areAppsOld) => {
  await behave({ areAppsOld });
  await running.city.send(CITIZEN, 'citizen', { text: '/start' });
  await waitForQuiet(running.city);
  const newest = (await running.city.chat(CITIZEN, 'citizen')).findLast(({ from }) => from === 'bot');
  const messageId = newest?.messageId ?? 0;
  const { answer } = await control<{ answer: { text?: string } }>(`/people/${CITIZEN}/presses`, {
    bot: 'citizen',
    messageId,
    data: 'of-a-version-long-ago',
  });
  const written = (await saidSince(messageId)).join();
  expect(answer.text?.includes(DEAD) ?? false).toBe(!areAppsOld);
  expect(written.includes(DEAD)).toBe(areAppsOld);
  await behave({ areAppsOld: false });
});

it.each([true, false])(
  'finds out by a send who blocked it, whether the status follows (%s), and tells them afterwards what they missed',
  async (doesStatusFollow) => {
    await behave({ doesStatusFollow, blockedText: 'the bot is blocked' });
    await fileRequest(running.city, PHONE);
    const [newest] = (await running.city.chat(CITIZEN, 'citizen')).slice(-1);
    const last = newest?.messageId ?? 0;
    await control(`/people/${CITIZEN}/block`, { bot: 'citizen' });
    await running.city.advance({ advanceHours: HOURS + 1 });
    expect(await saidSince(last)).toEqual([]);
    await control(`/people/${CITIZEN}/unblock`, { bot: 'citizen' });
    expect(await saidSince(last)).toEqual([]);
    await running.city.send(CITIZEN, 'citizen', { text: '/start' });
    // Which of their requests is told of first depends on which of the failed sends was found out first.
    expect((await saidSince(last)).join('\n')).toMatch(/(?:معاون فنی و عمران|شهردار) منطقه ۹/);
  },
);

it('names the citizen of a request on the page of their messenger only', async () => {
  await fileRequest(running.city, PHONE);
  const read = async (root: string) => {
    const [newest] = (await (await fetch(`${running.url}${root}/requests`)).json()) as { citizen: string }[];
    return newest?.citizen;
  };
  expect(await read('/simulator/bale/api')).toBe(String(CITIZEN));
  expect(await read('/simulator/api')).toBe(`bale:${CITIZEN}`);
});
