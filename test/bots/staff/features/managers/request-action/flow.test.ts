import { join } from 'node:path';
import { destinationOf } from '../../../../../../bots/staff/features/managers/request-action/destination.js';
import {
  beginRequestAction,
  keepRequestAction,
  type RequestAction,
  type RequestActionKind,
  readRequestAction,
} from '../../../../../../bots/staff/features/managers/request-action/draft.js';
import { readExtensionHours } from '../../../../../../bots/staff/features/managers/request-action/extension-hours.js';
import { takeRequestActionTurn } from '../../../../../../bots/staff/features/managers/request-action/flow.js';
import type { RequestActionInput } from '../../../../../../bots/staff/features/managers/request-action/step.js';
import { readCity } from '../../../../../../src/organization/city-file.js';
import { intakeOf, intakesOf } from '../../../../../../src/organization/intake.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';
import { findCategoriesByName, findUnitsByName } from '../../../../../../src/organization/search-by-name.js';
import { packageRoot } from '../../../../../../src/package-root.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
const organization = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });
const ANYWHERE = { organization, own: [] };
const CODE = createTrackingCode(() => 0.5);
const OTHER = createTrackingCode(() => 0.25);
const ROADS = 'district-9-civil-works-head';
const DESK = { organization, category: 'pothole', district: 'district-9' };

function begun(kind: RequestActionKind): RequestAction {
  const isOfManager = kind !== 'routing' && kind !== 'rejection' && kind !== 'merge';
  return beginRequestAction({ kind, code: CODE, ...(isOfManager ? { position: ROADS } : {}) });
}

function typed(text: string, messageId = 10, at = 1_000): RequestActionInput {
  return { kind: 'typed', text, messageId, at };
}

const take = (proposal: RequestAction, input: RequestActionInput) =>
  takeRequestActionTurn(proposal, input, DESK);

/** The flow after these inputs; fails when one of them leads anywhere but to a question. */
function reached(proposal: RequestAction, ...inputs: readonly RequestActionInput[]): RequestAction {
  return inputs.reduce((now, input) => {
    const turn = take(now, input);
    if (turn.kind !== 'ask') throw new Error(`It came to ${turn.kind}.`);
    return turn.proposal;
  }, proposal);
}

describe('a question', () => {
  it('is a text that is shown, replaced by another, and sent by a word', () => {
    const shown = reached(begun('question'), typed('کدام پلاک؟'), typed('کدام کوچه؟'));
    expect(shown).toMatchObject({ step: 'preview', draft: { text: 'کدام کوچه؟' } });
    expect(take(shown, typed('ارسال')).kind).toBe('send');
    expect(reached(shown, typed('تغییر')).step).toBe('text');
  });

  it('follows an edit of the message that brought it, and of no other', () => {
    const shown = reached(begun('question'), typed('کدام پلاک؟', 10));
    expect(take(shown, { kind: 'edited', text: 'کدام کوچه؟', messageId: 10 })).toMatchObject({
      kind: 'ask',
      proposal: { draft: { text: 'کدام کوچه؟' } },
    });
    expect(take(shown, { kind: 'edited', text: 'سلام', messageId: 9 }).kind).toBe('quiet');
  });

  it('takes neither no words nor too many, nor the rest that Telegram cut from those', () => {
    expect(take(begun('question'), typed('؟؟؟'))).toMatchObject({ kind: 'stay', problem: 'emptyText' });
    const long = take(begun('question'), typed('الف '.repeat(600), 10, 1_000));
    if (long.kind !== 'stay' || long.proposal === undefined) throw new Error('It was taken.');
    expect(take(long.proposal, typed('پایان', 11, 1_001)).kind).toBe('quiet');
    expect(take(long.proposal, typed('کدام پلاک؟', 12, 1_060)).kind).toBe('ask');
  });

  it('is left by a step back from its beginning', () => {
    expect(take(begun('question'), { kind: 'back' })).toEqual({ kind: 'leave' });
  });
});

describe('more time', () => {
  it.each([
    ['۳', 72],
    ['2 روز', 48],
    ['دو روز', 48],
    ['یک هفته', 168],
    ['هفته', 168],
    ['۱۲ ساعت', 12],
    ['3 days', 72],
    ['a week', 168],
    ['٣ أيام', 72],
    ['يومان', 48],
    ['۲ روز بیشتر', 48],
  ])('of «%s» is understood', (text, hours) => {
    expect(readExtensionHours(text)).toEqual({ ok: true, hours });
  });

  it.each(['به زودی', '۰', '', 'روز', 'شنبه'])('of «%s» is not', (text) => {
    expect(readExtensionHours(text)).toEqual({ ok: false, problem: 'notHours' });
  });

  it('is a week at most', () => {
    expect(readExtensionHours('۸ روز')).toEqual({ ok: false, problem: 'tooLong' });
    expect(readExtensionHours('دو ماه')).toEqual({ ok: false, problem: 'tooLong' });
    expect(take(begun('extension'), typed('۲ هفته'))).toEqual({ kind: 'stay', problem: 'hoursTooLong' });
  });

  it('needs a reason, which a step back to the hours keeps', () => {
    const asked = reached(begun('extension'), { kind: 'hours', hours: 48 });
    expect(asked).toMatchObject({ step: 'text', draft: { hours: 48 } });
    const shown = reached(asked, typed('باران می‌بارد.'));
    const again = reached(shown, { kind: 'back' }, { kind: 'back' }, typed('۳ روز'));
    expect(again).toMatchObject({ step: 'preview', draft: { hours: 72, text: 'باران می‌بارد.' } });
  });

  it('is refused with a reason or without, and at once', () => {
    const refusal = begun('refusal');
    expect(take(refusal, typed('کافی است.'))).toMatchObject({
      kind: 'send',
      proposal: { draft: { text: 'کافی است.' } },
    });
    for (const input of [{ kind: 'noReason' } as const, typed('بدون دلیل')]) {
      expect(take(refusal, input)).toEqual({ kind: 'send', proposal: refusal });
    }
    expect(take(begun('question'), { kind: 'noReason' }).kind).toBe('stay');
  });
});

describe('passing on', () => {
  it('finds a unit by a part of its name, and its door by the category', () => {
    expect(reached(begun('referral'), typed('پسماند'))).toMatchObject({
      step: 'text',
      draft: { unit: 'organisation-waste', to: 'organisation-waste-operations' },
    });
    expect(reached(begun('referral'), typed('منطقه ۱'))).toMatchObject({
      draft: { to: 'district-1-civil-works-head' },
    });
  });

  it('lists several matches, and says so if there is none or the unit is not connected', () => {
    const found = reached(begun('referral'), typed('معاونت'));
    expect(found.step).toBe('unit');
    expect(found.draft.found?.length).toBeGreaterThan(3);
    expect(take(begun('referral'), typed('ناکجا'))).toEqual({ kind: 'stay', problem: 'noSuchUnit' });
    expect(take(begun('referral'), typed('۳'))).toEqual({ kind: 'stay', problem: 'notConnected' });
    expect(take(begun('referral'), { kind: 'unit', unit: 'moon' })).toMatchObject({ problem: 'noSuchUnit' });
  });

  it('lets a manager choose the colleague in their own unit', () => {
    const own = reached(begun('referral'), typed('منطقه ۹'));
    expect(own).toMatchObject({ step: 'door', draft: { unit: 'district-9' } });
    expect(reached(own, typed('درآمد'))).toMatchObject({
      step: 'text',
      draft: { to: 'district-9-revenue-head' },
    });
    expect(take(own, typed('هزارپا'))).toEqual({ kind: 'stay', problem: 'noSuchDoor' });
    const several = reached(own, typed('رئیس'));
    expect(several).toMatchObject({ step: 'door', draft: { foundPage: 0 } });
    expect(several.draft.found?.length).toBeGreaterThan(1);
    expect(reached(several, { kind: 'foundPage', page: 1 }).draft.foundPage).toBe(1);
    expect(reached(own, { kind: 'back' })).toEqual(begun('referral'));
  });
});

describe('routing by an operator', () => {
  it('goes by the category and the district of the place', () => {
    const shown = reached(begun('routing'), { kind: 'topic', category: 'pothole' });
    expect(shown.step).toBe('preview');
    expect(destinationOf(shown.draft, DESK)).toEqual({ kind: 'position', position: ROADS });
  });

  it('asks for the unit where the district is not known', () => {
    const asked = takeRequestActionTurn(
      begun('routing'),
      { kind: 'topic', category: 'pothole' },
      { organization },
    );
    expect(asked).toMatchObject({ kind: 'ask', proposal: { step: 'unit', draft: { units: 'district' } } });
  });

  it('leaves requests of an unconnected unit to the follow-up', () => {
    const shown = reached(begun('routing'), typed('سازمان ترافیک'));
    expect(destinationOf(shown.draft, DESK)).toEqual({ kind: 'followUp', unit: 'organisation-traffic' });
  });

  it('narrows by two letters, and back again', () => {
    const found = reached(begun('routing'), typed('آس'));
    expect(found.step).toBe('topic');
    expect(found.draft.found).toContain('pothole');
    expect(reached(found, { kind: 'back' })).toEqual(begun('routing'));
    expect(take(begun('routing'), typed('ق'))).toEqual({ kind: 'stay', problem: 'noSuchTopic' });
    const groups = reached(begun('routing'), { kind: 'groups' }, { kind: 'group', group: 'streets' });
    expect(groups.draft).toMatchObject({ showsGroups: true, group: 'streets' });
  });
});

it('merges into another request by its code', () => {
  const merge = begun('merge');
  expect(reached(merge, typed(OTHER))).toMatchObject({ step: 'preview', draft: { into: OTHER } });
  expect(take(merge, typed(CODE))).toEqual({ kind: 'stay', problem: 'sameCode' });
  expect(take(merge, typed('1234567893'))).toEqual({ kind: 'stay', problem: 'checkDigit' });
  expect(take(merge, typed('آن یکی'))).toEqual({ kind: 'stay', problem: 'notACode' });
  expect(take(reached(merge, typed(OTHER)), typed('هوم'))).toEqual({ kind: 'stay', problem: 'pressOne' });
});

it('knows units and categories by their names, and doors by the domain', () => {
  const codes = (named: readonly { readonly code: string }[]) => named.map(({ code }) => code);
  expect(codes(findUnitsByName('9', city.units, ANYWHERE))).toEqual(['district-9']);
  expect(codes(findUnitsByName('منطقه ۱', city.units, ANYWHERE))).toEqual(['district-1']);
  expect(codes(findUnitsByName('پارك‌ها', city.units, ANYWHERE))).toEqual(['organisation-parks']);
  expect(findUnitsByName('پ', city.units, ANYWHERE)).toEqual([]);
  expect(codes(findCategoriesByName('سرعت گیر', city.groups))).toEqual(['speed-bump']);
  expect(intakeOf(organization, 'district-9', 'pothole')).toBe(ROADS);
  expect(intakeOf(organization, 'deputy-finance')).toBe('deputy-finance');
  expect(intakesOf(organization, 'district-9')).toHaveLength(6);
  expect(intakesOf(organization, 'deputy-finance')).toEqual(['deputy-finance']);
});

it('is kept in a conversation and found there again, in no other', () => {
  const shown = reached(begun('question'), typed('کدام پلاک؟'));
  expect(readRequestAction(keepRequestAction(shown))).toEqual(shown);
  expect(readRequestAction({ ...keepRequestAction(shown), flow: 'answer' })).toBeUndefined();
  expect(readRequestAction({ ...keepRequestAction(shown), version: 0 })).toBeUndefined();
  expect(readRequestAction(null)).toBeUndefined();
});
