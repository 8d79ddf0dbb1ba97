import {
  type AbsenceInput,
  type AbsencePlan,
  beginAbsencePlan,
  deputiesFor,
  takeAbsenceTurn,
} from '../../../../../../bots/staff/features/managers/absence/flow.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';

/** Tuesday, 10:00 in Mashhad. */
const NOW = new Date('2026-11-24T06:30:00Z');
const titled = (code: string, unit: string, fa: string, reportsTo?: string) => ({
  code,
  unit,
  title: { fa },
  ...(reportsTo === undefined ? {} : { reportsTo }),
});
const organization = createOrganization({
  city: {
    units: [
      { code: 'city', kind: 'mayor', title: { fa: 'شهرداری' }, connected: true },
      { code: 'd1', kind: 'district', title: { fa: 'منطقه ۱' }, connected: true },
    ],
    positions: [
      titled('mayor', 'city', 'شهردار'),
      titled('roads', 'd1', 'رئیس راه', 'mayor'),
      titled('lights', 'd1', 'رئیس روشنایی', 'mayor'),
      titled('parks', 'd1', 'رئیس فضای سبز', 'mayor'),
    ],
    groups: [],
    districts: [],
  },
  holdings: { mayor: { holder: 'm' }, roads: { holder: 'r' }, lights: { holder: 'l' } },
  defaultAnswerHours: 72,
});
const DESK = { organization, person: 'r', now: NOW, timeZone: 'Asia/Tehran' };

/** Where somebody is after all of this, each of which is taken. */
function after(...inputs: readonly (string | AbsenceInput)[]): AbsencePlan {
  return inputs.reduce<AbsencePlan>(
    (plan, input) => {
      const given = typeof input === 'string' ? ({ kind: 'typed', text: input } as const) : input;
      const turn = takeAbsenceTurn(plan, given, DESK);
      if (turn.kind !== 'ask') throw new Error(`Not taken: ${JSON.stringify(turn)}`);
      return turn.plan;
    },
    beginAbsencePlan(organization.ownPositionsOf('r')),
  );
}

it('lasts from the beginning of the first day to the end of the last, with a colleague named by title', () => {
  expect(after('پنجشنبه', 'شنبه', 'روشنایی')).toEqual({
    step: 'preview',
    draft: {
      position: 'roads',
      from: new Date('2026-11-25T20:30:00Z'),
      until: new Date('2026-11-28T20:29:59.999Z'),
      deputy: 'lights',
    },
  });
});

it('may begin now, have no known end, and have no deputy', () => {
  expect(after('همین حالا', 'معلوم نیست', 'بدون جانشین')).toEqual({
    step: 'preview',
    draft: { position: 'roads', from: NOW, isOpenEnded: true, isWithoutDeputy: true },
  });
});

it('goes back to each question, which loses its answer', () => {
  const back = { kind: 'back' } as const;
  expect(after({ kind: 'now' }, { kind: 'days', days: 7 }, back)).toEqual({
    step: 'until',
    draft: { position: 'roads', from: NOW },
  });
  expect(takeAbsenceTurn(after(), back, DESK)).toEqual({ kind: 'leave' });
});

it('offers the present colleagues of the unit, and neither oneself nor a vacant position', () => {
  expect(deputiesFor('roads', DESK)).toEqual(['lights']);
  const asked = after({ kind: 'now' }, { kind: 'openEnded' });
  for (const position of ['roads', 'parks', 'nowhere']) {
    expect(takeAbsenceTurn(asked, { kind: 'deputy', position }, DESK)).toEqual({
      kind: 'stay',
      problem: 'noSuchDeputy',
    });
  }
});

it('does not end before it begins', () => {
  expect(takeAbsenceTurn(after('شنبه'), { kind: 'typed', text: 'پنجشنبه' }, DESK)).toEqual({
    kind: 'stay',
    problem: 'endsBeforeItBegins',
  });
});
