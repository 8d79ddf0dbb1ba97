import { join } from 'node:path';
import type { Locale } from '../../src/config.js';
import type { Speech } from '../../src/messages/wording.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';
import type { EventBody, EventType, RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Referral, Request, Stage, Status } from '../../src/requests/lifecycle/request.js';
import { loadTexts } from '../../src/text/texts.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';

export const CODE = '1234567894' as TrackingCode;
export const OTHER_CODE = '9876543215' as TrackingCode;
export const NOW = new Date('2026-11-24T10:40:00Z');
const LATER = new Date('2026-11-27T10:40:00Z');

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });
const organization = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });

/** The positions with the longest titles, so that nothing in the city is longer than what is tested. */
const [longest, second, third] = city.positions
  .toSorted((one, other) => other.title.fa.length - one.title.fa.length)
  .map(({ code }) => code);
export const POSITION = longest ?? '';
export const ABOVE = second ?? '';
const FURTHER = third ?? '';
const UNIT = city.units.toSorted((one, other) => other.title.fa.length - one.title.fa.length)[0]?.code ?? '';
const CATEGORY = city.groups
  .flatMap(({ categories }) => categories)
  .toSorted((one, other) => other.title.fa.length - one.title.fa.length)[0]?.code;

export function speechIn(locale: Locale, now = NOW): Speech {
  return { organization, locale, now, timeZone: 'Asia/Tehran', texts };
}

/** Words that try everything at once: markup, direction marks, Latin, what looks like a text of ours, an emoji of several code points. */
const HOSTILE = '<b>خیابان</b> & "Vakil" \u202Eabc\u202C $t(card.more) 👨‍👩‍👧 ';
export const longWords = (length: number) =>
  [...HOSTILE.repeat(Math.ceil(length / 20))].slice(0, length).join('');
const WORDS = longWords(6_000);

const promise = { kind: 'planned', day: LATER } as const;

/** One event of every type with the longest data; some types have several variants. */
export const EVENTS: Readonly<Record<EventType, readonly EventBody[]>> = {
  registered: (['bot', 'phone', 'api'] as const).map((channel) => ({
    type: 'registered',
    code: CODE,
    citizen: 'maryam',
    channel,
    text: WORDS,
    attachments: [],
  })),
  sentToIntake: [{ type: 'sentToIntake', because: 'noCategory' }],
  sentToFollowUp: [{ type: 'sentToFollowUp', unit: UNIT }],
  passedOver: [{ type: 'passedOver', position: POSITION }],
  referred: (['filed', 'operator', 'notOurs', 'bounced', 'decided'] as const).map((because) => ({
    type: 'referred',
    ...(because === 'filed' || because === 'operator' ? {} : { from: POSITION }),
    to: ABOVE,
    level: 1,
    dueAt: LATER,
    because,
    passedOver: [POSITION, FURTHER],
    reason: WORDS,
  })),
  escalated: (['late', 'objection', 'disapproved', 'vacant', 'promiseBroken'] as const).flatMap((because) =>
    [ABOVE, POSITION, 'mayor'].map((to) => ({
      type: 'escalated' as const,
      from: POSITION,
      to,
      level: 2,
      dueAt: LATER,
      because,
      passedOver: [FURTHER, POSITION],
      ...(because === 'disapproved' ? { reason: WORDS } : {}),
    })),
  ),
  reminded: [{ type: 'reminded', position: POSITION, hoursBefore: 4 }],
  overdue: [{ type: 'overdue', position: POSITION, nextReminderAt: LATER }],
  remindedOverdue: [{ type: 'remindedOverdue', position: POSITION, nextReminderAt: LATER }],
  asked: [{ type: 'asked', position: POSITION, question: WORDS, replyBy: LATER, remainingMs: 1 }],
  replied: [{ type: 'replied', position: POSITION, text: WORDS, attachments: [], dueAt: LATER }],
  added: [
    { type: 'added', position: POSITION, text: WORDS, attachments: [] },
    { type: 'added', position: POSITION, text: '', attachments: [], place: { address: WORDS } },
    { type: 'added', text: WORDS, attachments: [] },
  ],
  resumed: [{ type: 'resumed', position: POSITION, dueAt: LATER }],
  extensionRequested: [
    { type: 'extensionRequested', position: POSITION, hours: 167.5, reason: WORDS, decider: ABOVE },
  ],
  extensionGranted: [
    { type: 'extensionGranted', position: POSITION, decider: ABOVE, dueAt: LATER, reason: WORDS },
  ],
  extensionRefused: [{ type: 'extensionRefused', position: POSITION, decider: ABOVE, reason: WORDS }],
  draftRequested: [{ type: 'draftRequested', owner: ABOVE, to: POSITION, by: LATER, word: WORDS }],
  draftLate: [{ type: 'draftLate', owner: ABOVE, to: POSITION, by: LATER }],
  answerDrafted: [
    {
      type: 'answerDrafted',
      position: POSITION,
      owner: ABOVE,
      outcome: { kind: 'done' },
      text: WORDS,
    },
  ],
  answered: [
    { by: { kind: 'position', position: POSITION }, outcome: { kind: 'done' }, objectBy: LATER },
    { by: { kind: 'position', position: POSITION }, outcome: { kind: 'notPossible' }, objectBy: LATER },
    { by: { kind: 'unit', unit: UNIT }, outcome: promise, objectBy: LATER },
    { by: { kind: 'position', position: POSITION }, outcome: promise },
  ].map((given) => ({ type: 'answered', text: WORDS, attachments: [], ...given }) as EventBody),
  promiseDue: [{ type: 'promiseDue', position: POSITION, confirmBy: LATER }],
  promiseKept: [{ type: 'promiseKept', position: POSITION, text: WORDS, objectBy: LATER }],
  promiseMoved: [{ type: 'promiseMoved', position: POSITION, day: LATER, text: WORDS }],
  promiseBroken: [{ type: 'promiseBroken', position: POSITION }],
  rated: [{ type: 'rated', score: 2 }],
  objected: [
    { type: 'objected', reason: WORDS, against: POSITION },
    { type: 'objected', reason: WORDS, against: POSITION, attachments: [{ id: 'still', kind: 'photo' }] },
    { type: 'objected', reason: '', against: POSITION, attachments: [{ id: 'still', kind: 'voice' }] },
  ],
  withdrawn: [{ type: 'withdrawn' }],
  leftToFollowers: [
    { type: 'leftToFollowers', keepsWords: false, until: LATER, reason: WORDS },
    { type: 'leftToFollowers', keepsWords: true, until: LATER },
  ],
  offered: [{ type: 'offered', citizens: ['reza'] }],
  offerDeclined: [{ type: 'offerDeclined', citizen: 'reza' }],
  carriedOn: [{ type: 'carriedOn', citizen: 'reza' }],
  rejected: [{ type: 'rejected', reason: WORDS }],
  merged: [{ type: 'merged', into: OTHER_CODE }],
  closed: [
    { type: 'closed', because: 'silent' },
    { type: 'closed', because: 'accepted' },
  ],
  followed: [{ type: 'followed', citizen: 'reza' }],
  unfollowed: [{ type: 'unfollowed', citizen: 'reza' }],
  joined: [{ type: 'joined', from: OTHER_CODE, citizens: ['reza', 'sara'] }],
  noted: [{ type: 'noted', text: WORDS }],
  answerHeld: [
    {
      type: 'answerHeld',
      by: { kind: 'position', position: POSITION },
      outcome: promise,
      text: WORDS,
      attachments: [],
      giveAt: LATER,
    },
  ],
  answerRecalled: [
    { type: 'answerRecalled', by: { kind: 'position', position: POSITION }, dueAt: LATER },
    { type: 'answerRecalled', by: { kind: 'unit', unit: UNIT } },
  ],
  urgencyMarked: [
    { type: 'urgencyMarked', isPutFirst: true, alarmAt: LATER },
    { type: 'urgencyMarked', isPutFirst: false },
  ],
  acknowledged: [{ type: 'acknowledged' }],
  leftUntouched: [{ type: 'leftUntouched' }],
  urgencyDismissed: [{ type: 'urgencyDismissed' }],
  publicationPermitted: [
    { type: 'publicationPermitted', words: true, photos: ['photo-1'] },
    { type: 'publicationPermitted', words: true, photos: [] },
    { type: 'publicationPermitted', words: false, photos: [] },
  ],
  published: [
    { type: 'published', words: true, photos: ['photo-1'] },
    { type: 'published', words: true, photos: [] },
    { type: 'published', words: false, photos: [] },
  ],
};

/** Every event there is, numbered. */
export const ALL_EVENTS: readonly RequestEvent[] = Object.values(EVENTS)
  .flat()
  .map((body, index) => eventOf(body, index + 1));

export function eventOf(body: EventBody, seq = 7): RequestEvent {
  return { ...body, seq, at: NOW, actor: { kind: 'clock' }, commandId: 'x' };
}

export const REFERRAL: Referral = {
  position: POSITION,
  level: 2,
  because: 'late',
  referredAt: NOW,
  clockStartedAt: NOW,
  dueAt: LATER,
  questionsAsked: 0,
};
const ANSWER = {
  by: { kind: 'position', position: POSITION },
  level: 2,
  at: NOW,
  outcome: { kind: 'done' },
  text: WORDS,
  attachments: [],
} as const;

/** Every stage in which a request can be. */
export const STAGES: Readonly<Record<Status, readonly Stage[]>> = {
  intake: [{ status: 'intake', because: 'noCategory' }],
  followUp: [{ status: 'followUp', unit: UNIT }],
  referred: [
    { status: 'referred', referral: REFERRAL },
    { status: 'referred', referral: { ...REFERRAL, level: 9, dueAt: NOW } },
    { status: 'referred', referral: { ...REFERRAL, overdue: { since: NOW, nextReminderAt: LATER } } },
  ],
  waiting: [{ status: 'waiting', referral: REFERRAL, question: WORDS, replyBy: LATER, remainingMs: 1 }],
  answered: [
    { status: 'answered', answer: ANSWER, objectBy: LATER },
    { status: 'answered', answer: { ...ANSWER, rating: 2 }, objectBy: LATER },
    { status: 'answered', answer: { ...ANSWER, by: { kind: 'unit', unit: UNIT } }, objectBy: LATER },
    { status: 'answered', answer: ANSWER, promise: { day: LATER, moved: false } },
    { status: 'answered', answer: ANSWER, promise: { day: LATER, moved: false, confirmBy: LATER } },
    { status: 'answered', answer: ANSWER, promise: { day: LATER, moved: true, confirmBy: LATER } },
  ],
  closed: [
    ...(['accepted', 'silent', 'withdrawn', 'rejected'] as const).map((because) => ({
      status: 'closed' as const,
      because,
      closedAt: NOW,
    })),
    { status: 'closed', because: 'merged', closedAt: NOW, mergedInto: OTHER_CODE },
  ],
};

/** A request in a stage, with as much in it as there can be. */
export function requestIn(stage: Stage, changes: Partial<Request> = {}): Request {
  return {
    code: CODE,
    filedAt: NOW,
    channel: 'bot',
    citizen: 'maryam',
    followers: Array.from({ length: 500 }, (_, index) => `follower ${index}`),
    text: WORDS,
    attachments: Array.from({ length: 12 }, (_, index) => ({ id: `file ${index}`, kind: 'photo' as const })),
    place: { latitude: 36.3, longitude: 59.6, address: WORDS, district: 'district-9' },
    ...(CATEGORY === undefined ? {} : { category: CATEGORY }),
    heldBy: [POSITION],
    passedSideways: false,
    answers: stage.status === 'answered' ? [stage.answer] : [ANSWER],
    drafts: [],
    objectedTo: [],
    additions: 0,
    notes: 0,
    lastSeq: ALL_EVENTS.length,
    stage,
    ...changes,
  };
}
