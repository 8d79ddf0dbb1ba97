import { ownDataAsPage } from '../../bots/citizen/features/own-data/page.js';
import type { Citizen } from '../../src/citizens/citizen-store.js';
import { collectOwnData, type OwnData, ownDataAsJson } from '../../src/citizens/own-data.js';
import { LOCALES } from '../../src/config.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { CODE, NOW, OTHER_CODE, POSITION, speechIn } from '../messages/samples.js';

const MANAGER = '500777';
const SECRET = 'یادداشت داخلی';
const citizen: Citizen = {
  _id: '100001',
  chatId: 100_001,
  name: 'زهرا <b>',
  phone: '+989151112233',
  locale: 'fa',
  reachable: 'yes',
  consentAt: NOW,
  news: 'answers',
  requests: [CODE],
  following: [OTHER_CODE],
};

const ME = { kind: 'citizen', citizen: citizen._id };

/** A request with an answer, an objection and a note; only what the data show of it. */
function stored(code: Request['code'], by: string): StoredRequest {
  const known = { at: NOW, commandId: 'staff:1' };
  const manager = { kind: 'manager', position: POSITION, person: MANAGER };
  const request = {
    code,
    citizen: by,
    followers: [],
    filedAt: NOW,
    channel: 'bot',
    text: `متن ${by}`,
    place: { address: `نشانی ${by}` },
    attachments: [],
    answers: [],
    stage: { status: 'intake', because: 'noCategory' },
  };
  const events = [
    {
      type: 'registered',
      citizen: by,
      channel: 'bot',
      seq: 1,
      actor: { kind: 'citizen', citizen: by },
      ...known,
    },
    { type: 'noted', text: SECRET, seq: 2, actor: manager, ...known },
    { type: 'passedOver', position: POSITION, seq: 3, actor: manager, ...known },
    {
      type: 'objected',
      reason: `اعتراض ${by}`,
      against: POSITION,
      seq: 4,
      actor: { kind: 'citizen', citizen: by },
      ...known,
    },
    { type: 'added', text: 'افزوده من', attachments: [], seq: 5, actor: ME, ...known },
  ];
  return {
    request: request as unknown as Request,
    events: events as unknown as readonly RequestEvent[],
    rev: 1,
    undelivered: [],
  };
}

let data: OwnData;

beforeAll(async () => {
  const requests = [stored(OTHER_CODE, '100002'), stored(CODE, citizen._id)];
  data = await collectOwnData(
    {
      requests: {
        naming: async () => requests.map(({ request }) => request.code),
        find: async (code) => requests.find(({ request }) => request.code === code),
      },
      attachments: {
        describe: async () => [{ kind: 'photo', fileName: 'خانه من.jpg', state: 'stored' }],
      },
      audit: { about: async () => [] },
    },
    citizen,
    null,
  );
});

const MADE: readonly (readonly [string, () => string])[] = [
  ['for programs', () => ownDataAsJson(data)],
  ...LOCALES.map(
    (locale) => [`as a page in ${locale}`, () => ownDataAsPage(data, speechIn(locale))] as const,
  ),
];

it.each(MADE)('has all that is the person’s and nothing of anybody else, %s', (_, make) => {
  const made = make();
  for (const own of ['100001', 'متن 100001', 'نشانی 100001', 'خانه من.jpg', 'اعتراض 100001'])
    expect(made).toContain(own);
  for (const other of ['100002', MANAGER, SECRET]) expect(made).not.toContain(other);
});

it('is sound JSON, and a page in which a name is no markup', () => {
  expect(JSON.parse(ownDataAsJson(data))).toMatchObject({
    person: { id: '100001', phone: '+989151112233', news: 'answers' },
    requests: [
      { role: 'follower', said: [{ type: 'added', text: 'افزوده من' }] },
      {
        role: 'filer',
        text: 'متن 100001',
        said: [
          { type: 'objected', text: 'اعتراض 100001' },
          { type: 'added', text: 'افزوده من' },
        ],
      },
    ],
  });
  expect(ownDataAsPage(data, speechIn('fa'))).toContain('زهرا &lt;b&gt;');
});

it('shows a request that they withdrew and somebody else carries on as withdrawn, and nothing that happened since', async () => {
  const { request, ...rest } = stored(CODE, '100002');
  const left = { ...request, text: '', leftBy: [{ citizen: citizen._id, at: NOW }] };
  const found = await collectOwnData(
    {
      requests: { naming: async () => [CODE], find: async () => ({ ...rest, request: left }) },
      attachments: { describe: async () => [] },
      audit: { about: async () => [] },
    },
    citizen,
    null,
  );
  const [shown] = JSON.parse(ownDataAsJson(found)).requests;
  expect(shown).toMatchObject({ role: 'former', status: 'withdrawn', said: [{ text: 'افزوده من' }] });
  expect(shown).not.toHaveProperty('timeline');
  expect(ownDataAsPage(found, speechIn('fa'))).toContain('این درخواست را پس گرفته‌اید');
});
