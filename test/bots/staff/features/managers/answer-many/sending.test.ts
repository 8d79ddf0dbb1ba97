import {
  executeAll,
  foreseeAll,
} from '../../../../../../bots/staff/features/managers/answer-many/sending.js';
import { createManualClock } from '../../../../../../src/clock.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';
import type { TrackingCode } from '../../../../../../src/text/tracking-code.js';
import {
  CITY,
  codeOf,
  DONE,
  manager,
  type OpenRequests,
  openRequests,
} from '../../../../../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../../../../../support/database.js';

const START = new Date('2026-11-24T05:30:00Z');
const CODES = [codeOf(1), codeOf(2), codeOf(3)] as const;
const OWNER = 'd1-roads';

let database: TestDatabase;
let open: OpenRequests;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  open = openRequests({ connection: database.connection, clock: createManualClock(START) });
  for (const code of CODES) await open.file(code);
});
afterAll(() => database.close());

/** Somebody who has these positions, in the middle of an update. */
function visitOf(positions: readonly string[] = [OWNER], update = 'staff:1') {
  const visit = {
    positions,
    person: `holder of ${OWNER}`,
    speech: { now: START },
    organization: createOrganization({ city: CITY, holdings: {}, defaultAnswerHours: 72 }),
    nextMorning: () => START,
    orderAs: (position = '') => ({ actor: manager(position), commandId: update }),
  };
  // What is carried out looks at nothing else of a visit.
  return visit as never;
}

async function answersTo(code: TrackingCode): Promise<number> {
  const stored = await open.store.find(code);
  return stored?.events.filter(({ type }) => type === 'answered').length ?? 0;
}

it('answers each of them once, also when a crash came in the middle and the update is handled again', async () => {
  let left = 2;
  const dying = {
    ...open.service,
    async execute(...order: Parameters<typeof open.service.execute>) {
      if (left === 0) throw new Error('The process ends.');
      left -= 1;
      return open.service.execute(...order);
    },
  };
  await expect(executeAll(dying, visitOf(), CODES, DONE)).rejects.toThrow('ends');
  const { done, leftOut } = await executeAll(open.service, visitOf(), CODES, DONE);
  expect(done.map(({ code }) => code)).toEqual(CODES);
  expect(leftOut).toEqual([]);
  expect(await Promise.all(CODES.map(answersTo))).toEqual([1, 1, 1]);
});

it('leaves out what has changed meanwhile, what is somebody else’s, and what is not there, and says why', async () => {
  const [answered, passed, own] = CODES;
  await open.execute(answered, manager(OWNER), DONE, 'before');
  await open.execute(
    passed,
    { kind: 'operator', person: 'desk-1' },
    { type: 'note', text: 'پیگیری شد.' },
    'noted',
  );
  const missing = codeOf(9);
  const all = [answered, passed, own, missing];
  const foreseen = await foreseeAll(open.service, visitOf(), all, DONE);
  expect(foreseen.foreseen.map(({ request }) => request.code)).toEqual([passed, own]);
  expect(foreseen.leftOut).toEqual([
    { code: answered, refusal: { code: 'notYours' } },
    { code: missing, refusal: { code: 'notFound' } },
  ]);
  const { done, leftOut } = await executeAll(open.service, visitOf(), all, DONE);
  expect(done.map(({ code }) => code)).toEqual([passed, own]);
  expect(leftOut).toEqual(foreseen.leftOut);
  expect((await executeAll(open.service, visitOf(['d1-deputy'], 'staff:2'), [own], DONE)).done).toEqual([]);
});
