import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { packageRoot } from '../../src/package-root.js';
import type { EventBody, RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request, Stage } from '../../src/requests/lifecycle/request.js';
import { stripHtml } from '../../src/text/html.js';
import { EVENTS, eventOf, NOW, POSITION, requestIn, STAGES, speechIn } from './samples.js';

/** Whoever may read a sentence about a request. */
const READERS = ['filer', 'follower', 'manager', 'operator', 'supervisor', 'anybody'] as const;
type Reader = (typeof READERS)[number];

interface Subject {
  readonly request: Request;
  readonly event: RequestEvent;
  readonly events: readonly RequestEvent[];
}

const speech = speechIn('fa');
const section = { section: 'facts', page: 0 } as const;
/** Short words: what somebody has written may say anything. */
const plain = (text: string) => ({ text });

/** Every renderer of sentences about a request, and what each of its readers gets. */
const RENDERERS: Readonly<Record<string, Partial<Record<Reader, (subject: Subject) => string | undefined>>>> =
  {
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
/** These render no sentence of their own: a list, a warning to whoever tells of danger, and a part of a notice. */
const OTHERS = ['renderList', 'renderRejection', 'renderWarning'];

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

function subjectOf(stage: Stage, body: EventBody): Subject {
  const event = eventOf({ ...body, ...('text' in body ? plain('کوتاه') : {}) });
  const request = requestIn(stage, {
    text: 'کوتاه',
    followers: ['reza'],
    urgentMarks: [{ at: NOW, isPutFirst: true }],
  });
  return { request, event, events: [event] };
}

const FILED = EVENTS.registered.slice(0, 1);
const NEWS_IN = [...STAGES.referred.slice(0, 1), ...STAGES.answered.slice(0, 1)];
/** Every stage, and every event in some of them. */
const subjects: readonly Subject[] = [
  ...Object.values(STAGES)
    .flat()
    .flatMap((stage) => FILED.map((body) => subjectOf(stage, body))),
  ...NEWS_IN.flatMap((stage) =>
    Object.values(EVENTS)
      .flat()
      .map((body) => subjectOf(stage, body)),
  ),
];

it('has every renderer of src/messages, so that none is left out of what follows', () => {
  const folder = join(packageRoot, 'src/messages');
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^export function (render\w+)/gm)].flatMap(
        ([, name]) => name ?? [],
      ),
    );
  expect(names.sort()).toEqual([...Object.keys(RENDERERS), ...OTHERS].sort());
});

const all = Object.entries(RENDERERS).flatMap(([name, by]) =>
  READERS.flatMap((reader) => {
    const render = by[reader];
    return render === undefined ? [] : [{ name, reader, texts: textsOf(render) }];
  }),
);

/** The different texts that a renderer makes of every event in every stage. */
function textsOf(render: (subject: Subject) => string | undefined): readonly string[] {
  return [...new Set(subjects.flatMap((subject) => render(subject) ?? []))].map(stripHtml);
}

it.each(all)('$name says to a $reader whole sentences alone', ({ texts }) => {
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts)
    expect(text).not.toMatch(/\{\{|undefined|null|Invalid Date|\b[a-z]+\.[a-z]+\.[a-z]+/);
});

/** Words by which a filer is told what they may do: nobody else may do it. */
const RIGHTS = /(?:می‌توانید|فرصت دارید).{0,12}(?:نمره|اعتراض)|مشکل شما را حل کرد|مشکل حل نشده است، تا/;
const READ_OUT = 'renderCase operator';

it.each(all.filter(({ reader }) => reader !== 'filer'))(
  '$name never tells a $reader of rights that only the filer has',
  ({ name, reader, texts }) => {
    if (`${name} ${reader}` === READ_OUT) return;
    expect(texts.filter((text) => RIGHTS.test(text))).toEqual([]);
  },
);

it('tells the filer of these rights, so that the words that are looked for are those that are said', () => {
  const told = all.filter(
    ({ reader, texts }) => reader === 'filer' && texts.some((text) => RIGHTS.test(text)),
  );
  expect(told.map(({ name }) => name)).toEqual(['renderStatus', 'renderNotice', 'renderShort']);
});
