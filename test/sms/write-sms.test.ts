import type { Citizen } from '../../src/citizens/citizen-store.js';
import { SMS_KINDS } from '../../src/config/sms.js';
import { renderShort } from '../../src/messages/notice/short-message.js';
import type { EventType } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { createWriteSms } from '../../src/sms/write-sms.js';
import { EVENTS, eventOf, NOW, requestIn, STAGES, speechIn } from '../messages/samples.js';

const CALLER = 'phone:+989151234567';
const NEIGHBOUR = 'phone:+989151234568';
const { organization, texts, timeZone } = speechIn('fa');

type Settings = Partial<Parameters<typeof createWriteSms>[0]>;

/** What a caller is sent about an event. */
async function sent(type: EventType, citizen: string, settings: Settings = {}) {
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
    templates: {},
    sendsWithoutTemplate: true,
    ...settings,
  });
  return write({ code: request.code, seq: 7, citizen });
}

async function written(type: EventType, citizen: string, hasLinks: boolean): Promise<string> {
  const linkTo = hasLinks ? ({ code }: Request) => `https://137.example.org/r/of-${code}` : undefined;
  return (await sent(type, citizen, { linkTo }))?.text ?? '';
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

describe('with templates', () => {
  const templates = { escalated: '137-up', closed: '137-closed', answered: '137-answer' };

  it('fills what has one with short values for telephones, beside the words that do not fit', async () => {
    const { template, text } = (await sent('escalated', CALLER, { templates })) ?? {};
    expect(template?.name).toBe('137-up');
    expect(template?.values).toEqual({
      code: expect.stringMatching(/^[۰-۹]{10}$/),
      name: expect.stringMatching(/\S/),
      time: 'جمعه ۶ آذر ساعت ۱۴:۱۰',
    });
    expect(JSON.stringify(template)).not.toMatch(/[\u2066-\u2069<>يك]/u);
    expect(text).toContain(String(template?.values.name));
    expect((await sent('closed', CALLER, { templates }))?.template?.values).toEqual({
      code: template?.values.code,
    });
    expect((await sent('answered', CALLER, { templates }))?.template?.values).toHaveProperty('time');
  });

  it('sends what has none in our words, or leaves it, as is set', async () => {
    expect(await sent('merged', CALLER, { templates })).not.toHaveProperty('template');
    expect(await sent('escalated', CALLER, { templates, defaultLocale: 'en' })).not.toHaveProperty(
      'template',
    );
    const settings = { templates, sendsWithoutTemplate: false };
    expect(await sent('merged', CALLER, settings)).toBeUndefined();
    expect((await sent('closed', CALLER, settings))?.template?.name).toBe('137-closed');
  });
});

it('knows every kind of event that has words, and no other', () => {
  const [stage] = STAGES.referred;
  if (stage === undefined) throw new Error('No sample.');
  const told = Object.entries(EVENTS).filter(([, [body]]) => {
    if (body === undefined) return false;
    const event = eventOf(body);
    return (
      renderShort({ ...speechIn('fa'), request: requestIn(stage), event, reader: 'filer' }) !== undefined
    );
  });
  expect(told.map(([type]) => type).toSorted()).toEqual(SMS_KINDS.toSorted());
});
