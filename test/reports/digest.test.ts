import { digestOf, gatherDigest, isWorthSaying, MOST_NAMED } from '../../src/reports/digest.js';
import { digestSlot } from '../../src/reports/digest-slot.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import {
  type Case,
  citizen,
  clock,
  DAY,
  HOUR,
  manager,
  openCase,
  planned,
} from '../requests/lifecycle/case.js';

const ZONE = 'Asia/Tehran';
const HOURS = [8, 12, 16, 20];
const head = manager('d1-roads');

function digestAt(now: Date, requests: readonly Request[], positions = ['d1-roads']) {
  const slot = digestSlot(now, { timeZone: ZONE, hours: HOURS });
  if (slot === undefined) throw new Error('No slot is open then.');
  return digestOf(requests, { positions, slot, now, timeZone: ZONE });
}

/** What a digest names at a moment, and why. */
function namedAt(now: Date, story: Case, positions?: readonly string[]) {
  return digestAt(now, [story.request], positions === undefined ? undefined : [...positions]).named.map(
    ({ reason }) => reason,
  );
}

/** That hour on a day of the story, which begins on the 22nd at nine. */
const on = (day: number, hour: number) =>
  new Date(`2025-11-${day}T${String(hour).padStart(2, '0')}:00+03:30`);

it('counts what waits, what is due today, and what is overdue', () => {
  const fresh = openCase().file();
  const soon = openCase({ hours: 6 }).file();
  const asked = openCase().file();
  asked.does(head, { type: 'ask', question: 'کدام پلاک؟' });
  const gone = openCase().file().climbTo('d1-deputy');
  const digest = digestAt(new Date(fresh.now.getTime() + HOUR), [
    fresh.request,
    soon.request,
    asked.request,
    gone.request,
  ]);
  expect(digest).toMatchObject({ waiting: 3, dueToday: 1, overdue: 0 });
});

describe('a digest names', () => {
  it('what falls due before the next slot, and once only', () => {
    const story = openCase().file();
    expect(namedAt(on(25, 8), story)).toEqual(['due']);
    expect(namedAt(on(24, 20), story)).toEqual([]);
    const overnight = openCase({ hours: 13 }).file();
    expect(namedAt(on(22, 16), overnight)).toEqual([]);
    expect(namedAt(on(22, 20), overnight)).toEqual(['due']);
  });

  it('what is overdue at the top when that is new, and again every morning', () => {
    const story = openCase().file().climbTo('mayor');
    while (story.referral.overdue === undefined) story.untilNext();
    const { since } = story.referral.overdue;
    const evening = digestSlot(new Date(since.getTime() + 4 * HOUR), { timeZone: ZONE, hours: HOURS });
    if (evening === undefined) throw new Error('The deadline of this story is in the daytime.');
    expect(namedAt(evening.at, story, ['mayor'])).toEqual(['overdue']);
    expect(namedAt(evening.until, story, ['mayor'])).toEqual([]);
    expect(namedAt(new Date(on(30, 8).getTime() + 20 * DAY), story, ['mayor'])).toEqual(['overdue']);
  });

  it('a promise whose day has come, until the manager has said what became of it', () => {
    const story = openCase().file();
    story.does(head, planned(new Date(on(24, 0).getTime() - 1)));
    expect(namedAt(on(23, 8), story)).toEqual([]);
    story.untilNext();
    expect(namedAt(on(23, 8), story)).toEqual(['promise']);
    expect(namedAt(on(23, 12), story)).toEqual([]);
    expect(namedAt(on(24, 8), story)).toEqual(['promise']);
    story.does(head, { type: 'confirmPromise', kept: true });
    expect(namedAt(on(24, 8), story)).toEqual([]);
  });

  it('what came back without a reply, and nothing of a reply, which is told at once', () => {
    const silent = openCase().file();
    silent.does(head, { type: 'ask', question: 'کدام پلاک؟' });
    silent.untilNext();
    expect(silent.last('resumed').at).toEqual(on(25, 9));
    expect(namedAt(on(25, 12), silent)).toEqual(['returned']);
    expect(namedAt(on(25, 16), silent)).toEqual([]);

    const replied = openCase().file();
    replied.does(head, { type: 'ask', question: 'کدام پلاک؟' });
    replied.does(citizen, { type: 'reply', text: '۱۲', attachments: [] });
    expect(namedAt(on(22, 12), replied)).toEqual([]);
  });

  it('a draft that did not come in time', () => {
    const story = openCase().file().climbTo('d1-deputy');
    const by = new Date(story.now.getTime() + 2 * HOUR);
    story.does(manager('d1-deputy'), { type: 'requestDraft', to: 'd1-roads', by });
    story.waitUntil(by).does(clock, { type: 'markDraftLate' });
    expect(namedAt(new Date(story.now.getTime() + 2 * HOUR), story, ['d1-deputy'])).toEqual(['lateDraft']);
    story.does(head, { type: 'draftAnswer', outcome: { kind: 'done' }, text: 'چاله پر شد.' });
    expect(namedAt(new Date(story.now.getTime() + 2 * HOUR), story, ['d1-deputy'])).toEqual([]);
  });

  it('the nearest deadline first, and what is answered not at all', () => {
    const later = openCase({ hours: 3 }).file();
    const sooner = openCase({ hours: 2 }).file();
    const done = openCase({ hours: 1 }).file();
    done.does(head, { type: 'answer', outcome: { kind: 'done' }, text: 'چاله پر شد.', attachments: [] });
    const requests = [later.request, sooner.request, done.request];
    expect(digestAt(on(22, 9), requests).named.map(({ request }) => request)).toEqual([
      sooner.request,
      later.request,
    ]);
  });
});

it('comes to the same from requests that are read some at a time, and names no more than fit', async () => {
  const stories = Array.from({ length: 25 }, (_, index) => openCase({ hours: 1 + (index % 5) }).file());
  const requests = stories.map(({ request }) => request);
  async function* batches() {
    for (let from = 0; from < requests.length; from += 4) yield requests.slice(from, from + 4);
  }
  const now = on(22, 9);
  const slot = digestSlot(now, { timeZone: ZONE, hours: HOURS });
  if (slot === undefined) throw new Error('No slot is open then.');
  const about = { positions: ['d1-roads'], slot, now, timeZone: ZONE };
  const whole = digestOf(requests, about);
  const gathered = await gatherDigest(batches(), about);
  expect({ ...gathered, named: [] }).toEqual({ ...whole, named: [] });
  expect(gathered.named.map(({ by }) => by)).toEqual(whole.named.map(({ by }) => by));
  expect(gathered.named).toHaveLength(MOST_NAMED);
});

it('is sent in the morning for whatever waits, later for news only, and never for a rating alone', () => {
  const nothing = digestAt(on(22, 9), []);
  const quiet = { overdueBelow: 0, answeredYesterday: 0, ratings: 4, meanRating: 3.5 };
  expect(isWorthSaying(nothing, quiet)).toBe(false);
  expect(isWorthSaying(nothing, { ...quiet, overdueBelow: 1 })).toBe(true);
  expect(isWorthSaying({ ...nothing, waiting: 3 }, quiet)).toBe(true);
  expect(isWorthSaying({ ...nothing, waiting: 3 })).toBe(false);
});
