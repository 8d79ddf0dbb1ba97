import { withOtherCitizen } from '../../src/requests/change-of-citizen.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { createTrackingCode } from '../../src/text/tracking-code.js';

const FILER = '100001';
const FOLLOWER = '100002';
const code = createTrackingCode(() => 0.4);
const known = { at: new Date('2026-11-24T10:40:00Z'), commandId: 'citizen:1' };

// Only what names people: the rest is none of its business.
const request = { code, citizen: FILER, followers: [FOLLOWER], text: 'چاله' } as unknown as Request;
const events = [
  { type: 'registered', citizen: FILER, actor: { kind: 'citizen', citizen: FILER }, seq: 1, ...known },
  { type: 'followed', citizen: FOLLOWER, actor: { kind: 'citizen', citizen: FOLLOWER }, seq: 2, ...known },
  { type: 'noted', text: FILER, actor: { kind: 'operator', person: FILER }, seq: 3, ...known },
  { type: 'withdrawn', actor: { kind: 'citizen', citizen: FILER }, seq: 4, ...known },
] as unknown as readonly RequestEvent[];
const before = { request, events };

it('takes the person out of every place that names them as a citizen, and out of no other', () => {
  const after = withOtherCitizen(before, FILER, 'gone:x');
  expect(after.request).toEqual({ ...request, citizen: 'gone:x' });
  expect(after.events).toMatchObject([
    { citizen: 'gone:x', actor: { citizen: 'gone:x' } },
    { citizen: FOLLOWER, actor: { citizen: FOLLOWER } },
    { text: FILER, actor: { kind: 'operator', person: FILER } },
    { actor: { citizen: 'gone:x' } },
  ]);
  expect(after.events.map(({ seq, commandId }) => [seq, commandId])).toEqual(
    events.map(({ seq, commandId }) => [seq, commandId]),
  );
});

it('takes a follower out, too', () => {
  const after = withOtherCitizen(before, FOLLOWER, 'gone:x');
  expect(after.request.followers).toEqual(['gone:x']);
  expect(JSON.stringify(after)).not.toContain(FOLLOWER);
});

it('takes people out of a request that is handed over, too', () => {
  const handover = { until: known.at, asked: [FOLLOWER], declined: [FILER], keepsWords: false };
  const left = { ...request, citizen: 'gone:withdrew', leftBy: [{ citizen: FILER, at: known.at }], handover };
  for (const person of [FILER, FOLLOWER]) {
    const after = withOtherCitizen({ request: left, events: [] }, person, 'gone:x');
    expect(JSON.stringify(after)).not.toContain(person);
  }
});

it('is done once by doing it twice', () => {
  const once = withOtherCitizen(before, FILER, 'gone:x');
  expect(withOtherCitizen(once, FILER, 'gone:x')).toEqual(once);
});

it('lets nobody follow their own request', () => {
  expect(withOtherCitizen(before, FOLLOWER, FILER).request.followers).toEqual([]);
});
