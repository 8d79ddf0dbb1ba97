import type { Citizen } from '../../src/citizens/citizen-store.js';
import type { EventType } from '../../src/requests/lifecycle/events.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { createWriteSms } from '../../src/sms/write-sms.js';
import { EVENTS, eventOf, NOW, requestIn, STAGES, speechIn } from '../messages/samples.js';

const CALLER = 'phone:+989151234567';
const NEIGHBOUR = 'phone:+989151234568';
const { organization, texts, timeZone } = speechIn('fa');

/** What a caller is written about an event. */
async function written(type: EventType, citizen: string, hasLinks: boolean): Promise<string> {
  const [stage] = STAGES.referred;
  const [body] = EVENTS[type];
  if (stage === undefined || body === undefined) throw new Error('No sample.');
  const request = requestIn(stage, { citizen: CALLER });
  const write = createWriteSms({
    requests: { find: async () => ({ request, events: [eventOf(body)] }) as unknown as StoredRequest },
    citizens: { find: async (_id) => ({ _id, locale: 'fa', phone: '+989151234567' }) as Citizen },
    organization: { current: async () => organization },
    texts,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    timeZone,
    defaultLocale: 'fa',
    takesReplies: false,
    linkTo: hasLinks ? ({ code }) => `https://137.example.org/r/of-${code}` : undefined,
  });
  return (await write({ code: request.code, seq: 7, citizen }))?.text ?? '';
}

it('gives a caller the secret link of their own request, when it is filed and once it is answered', async () => {
  const link = `https://137.example.org/r/of-`;
  expect(await written('registered', CALLER, true)).toMatch(
    /\nپیگیری: https:\/\/137\.example\.org\/r\/of-\d{10}$/,
  );
  expect(await written('answered', CALLER, true)).toContain(link);
  expect(await written('escalated', CALLER, true)).not.toContain(link);
  expect(await written('answered', NEIGHBOUR, true)).not.toContain(link);
  expect(await written('answered', CALLER, false)).not.toContain('http');
});
