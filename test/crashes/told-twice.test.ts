import type { StoredDelivery } from '../../src/deliveries/delivery.js';
import type { Organization } from '../../src/organization/organization.js';
import type { PhoneMessage } from '../../src/story/city-client.js';
import { formatTrackingCode } from '../../src/text/tracking-code.js';
import { openCase } from '../requests/lifecycle/case.js';
import { hearingsOf, plain } from './experiments/must-hear.js';
import { compareWithPhones } from './experiments/phones.js';

const CHAT = 7;
const story = openCase().file();
const { request, events } = story;
/** The one message about a registration: it says who has the request too. */
const TEXT = `درخواست شما ثبت شد. ${plain(formatTrackingCode(request.code, 'fa'))} به d1-roads رسید.`;

/** What the comparison says of a citizen who got the message so often, and of its delivery. */
async function problemsOf(times: number, delivery: Pick<StoredDelivery, 'status' | 'ambiguous'>) {
  const hearings = hearingsOf(story, {
    // Nobody holds the position: only the citizen is to hear.
    organization: { position: () => undefined, holderOf: () => undefined } as unknown as Organization,
    chatOf: () => CHAT,
    now: story.now,
  });
  const notice: StoredDelivery = {
    _id: `${request.code}:1`,
    bot: 'citizen',
    person: request.citizen,
    kind: 'notice',
    code: request.code,
    seq: 1,
    part: 20,
    eventAt: story.now,
    notBefore: story.now,
    attempts: 1,
    ...delivery,
  };
  const message: PhoneMessage = { messageId: 1, from: 'bot', date: 0, text: TEXT };
  const city = { chat: async () => Array<PhoneMessage>(times).fill(message) };
  const { problems } = await compareWithPhones({ city }, hearings, {
    deliveries: [notice],
    chatOf: () => CHAT,
  });
  return problems.length;
}

it('knows of one message that tells of two events', () => {
  expect(events.map(({ type }) => type)).toEqual(['registered', 'referred']);
});

it.each([
  ['once and surely', 1, { status: 'sent', ambiguous: 0 }, 0],
  ['twice, since nobody knew whether the first had gone', 2, { status: 'sent', ambiguous: 1 }, 0],
  ['not at all, since it was given up for that', 0, { status: 'unsure', ambiguous: 2 }, 0],
  ['twice without a reason', 2, { status: 'sent', ambiguous: 0 }, 2],
  ['not at all', 0, { status: 'planned', ambiguous: 0 }, 2],
] as const)('judges what came %s', async (_how, times, delivery, problems) => {
  expect(await problemsOf(times, delivery)).toBe(problems);
});
