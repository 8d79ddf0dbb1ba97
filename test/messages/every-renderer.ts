import type { Locale } from '../../src/config.js';
import { citizensWhoHear, staffWhoHear } from '../../src/deliveries/planning/audience.js';
import { renderMoved, renderSentAnswer, renderSentTogether } from '../../src/messages/answer/sent.js';
import { renderCard } from '../../src/messages/card/card.js';
import { renderNotice } from '../../src/messages/notice/notice.js';
import { renderShort } from '../../src/messages/notice/short-message.js';
import { renderRest, renderStaffMessage } from '../../src/messages/staff/staff-message.js';
import { renderUrgentMessage } from '../../src/messages/staff/urgent-message.js';
import { renderCase } from '../../src/messages/status/case.js';
import { renderOffer } from '../../src/messages/status/handover.js';
import { renderPublicStatus } from '../../src/messages/status/public-status.js';
import { renderStatus } from '../../src/messages/status/status.js';
import { renderTimeline } from '../../src/messages/status/timeline.js';
import type { EventBody, RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request, Stage } from '../../src/requests/lifecycle/request.js';
import { EVENTS, eventOf, NOW, POSITION, requestIn, STAGES, speechIn } from './samples.js';

/** Whoever may read a sentence about a request. */
export const READERS = ['filer', 'follower', 'manager', 'operator', 'supervisor', 'anybody'] as const;
type Reader = (typeof READERS)[number];

export interface Subject {
  readonly request: Request;
  readonly event: RequestEvent;
  readonly events: readonly RequestEvent[];
}

const section = { section: 'facts', page: 0 } as const;

/** What a renderer gives each of its readers; undefined where it says nothing of that event. */
type ForReaders = Partial<Record<Reader, (subject: Subject) => string | undefined>>;

/** Every renderer of sentences about a request, in one language. */
export function renderersIn(locale: Locale): Readonly<Record<string, ForReaders>> {
  const speech = speechIn(locale);
  return {
    renderStatus: {
      filer: ({ request }) => renderStatus({ ...speech, request, reader: 'filer' }),
      follower: ({ request }) => renderStatus({ ...speech, request, reader: 'follower' }),
      manager: ({ request }) => renderStatus({ ...speech, request, reader: 'staff' }),
    },
    renderTimeline: {
      filer: ({ request, events }) => renderTimeline({ ...speech, request, events, reader: 'filer' }),
      follower: ({ request, events }) => renderTimeline({ ...speech, request, events, reader: 'follower' }),
      manager: ({ request, events }) => renderTimeline({ ...speech, request, events, reader: 'staff' }),
    },
    renderNotice: {
      filer: (subject) => noticeFor('filer', subject),
      follower: (subject) => noticeFor('follower', subject),
    },
    renderOffer: {
      follower: ({ request }) => renderOffer({ ...speech, request, person: 'reza' }).html,
    },
    renderShort: {
      filer: ({ request, event }) => renderShort({ ...speech, request, event, reader: 'filer' }),
      follower: ({ request, event }) => renderShort({ ...speech, request, event, reader: 'follower' }),
    },
    renderStaffMessage: {
      manager: (subject) => messageFor('manager', subject),
      supervisor: (subject) => messageFor('supervisor', subject),
    },
    renderCard: {
      manager: (subject) => renderCard({ ...speech, ...subject, position: POSITION }).html,
    },
    renderCase: {
      operator: (subject) => renderCase({ ...speech, ...subject, ...section, reader: 'operator' }).html,
      supervisor: (subject) => renderCase({ ...speech, ...subject, ...section, reader: 'supervisor' }).html,
    },
    renderSentAnswer: { manager: (subject) => renderSentAnswer({ ...speech, ...subject }).html },
    renderSentTogether: {
      manager: (subject) => renderSentTogether({ ...speech, ended: [subject] }).html,
    },
    renderMoved: {
      manager: ({ request }) => renderMoved({ ...speech, request, shows: 'card' }).html,
      supervisor: ({ request }) => renderMoved({ ...speech, request, shows: 'case' }).html,
    },
    renderRest: {
      manager: ({ request }) =>
        renderRest({ ...speech, request, rest: { of: 'request', words: 'ادامه' } }).html,
    },
    renderUrgentMessage: {
      operator: ({ request }) => renderUrgentMessage({ ...speech, requests: [request] }).html,
    },
    renderPublicStatus: { anybody: ({ request }) => renderPublicStatus({ ...speech, request }) },
  };

  function noticeFor(reader: 'filer' | 'follower', { request, event, events }: Subject): string | undefined {
    const hears = citizensWhoHear(event);
    const isTold = hears === 'everybody' || hears === (reader === 'filer' ? 'filer' : 'followers');
    return isTold ? renderNotice({ ...speech, request, event, events, reader }).html : undefined;
  }

  function messageFor(reader: 'manager' | 'supervisor', subject: Subject): string | undefined {
    const { message, supervisors } = staffWhoHear(subject.event);
    const isTold = message !== undefined || supervisors === true;
    return isTold ? renderStaffMessage({ ...speech, ...subject, reader })?.html : undefined;
  }
}

function subjectOf(stage: Stage, body: EventBody, words: string): Subject {
  const event = eventOf({ ...body, ...('text' in body ? { text: words } : {}) });
  const request = requestIn(stage, {
    text: words,
    followers: ['reza'],
    urgentMarks: [{ at: NOW, isPutFirst: true }],
  });
  return { request, event, events: [event] };
}

const FILED = EVENTS.registered.slice(0, 1);
const NEWS_IN = [...STAGES.referred.slice(0, 1), ...STAGES.answered.slice(0, 1)];
/** Every stage, and every event in some of them, where everybody writes these words. */
export const subjectsWith = (words: string): readonly Subject[] => [
  ...Object.values(STAGES)
    .flat()
    .flatMap((stage) => FILED.map((body) => subjectOf(stage, body, words))),
  ...NEWS_IN.flatMap((stage) =>
    Object.values(EVENTS)
      .flat()
      .map((body) => subjectOf(stage, body, words)),
  ),
];
