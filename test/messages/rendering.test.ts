import { LOCALES } from '../../src/config.js';
import { citizensWhoHear, staffWhoHear } from '../../src/deliveries/planning/audience.js';
import { renderCard } from '../../src/messages/card/card.js';
import type { Message } from '../../src/messages/message.js';
import { piecesOf, wordsAfterCard, wordsOf } from '../../src/messages/message-parts.js';
import { renderNotice } from '../../src/messages/notice/notice.js';
import { renderRest, renderStaffMessage } from '../../src/messages/staff/staff-message.js';
import { renderStatus } from '../../src/messages/status/status.js';
import { renderTimeline } from '../../src/messages/status/timeline.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Stage } from '../../src/requests/lifecycle/request.js';
import { stripHtml } from '../../src/text/html.js';
import { formatTrackingCode } from '../../src/text/tracking-code.js';
import { expectGood, expectGoodMessage } from './good-text.js';
import {
  ABOVE,
  ALL_EVENTS,
  CODE,
  EVENTS,
  eventOf,
  longWords,
  NOW,
  POSITION,
  REFERRAL,
  requestIn,
  STAGES,
  speechIn,
} from './samples.js';

const ALL_STAGES = Object.values(STAGES).flat();
const REFERRED: Stage = { status: 'referred', referral: REFERRAL };

describe.each(LOCALES)('in %s', (locale) => {
  const speech = speechIn(locale);

  it('tells citizens of every event that concerns them, whole, whatever the length of the words', () => {
    const heard = Object.values(EVENTS)
      .flat()
      .map((body) => eventOf(body))
      .filter((event) => citizensWhoHear(event) !== 'nobody');
    expect(heard.length).toBeGreaterThan(30);
    for (const event of heard) {
      for (const reader of ['filer', 'follower'] as const) {
        for (const stage of ALL_STAGES) {
          for (const piece of piecesOf(wordsOf(event)).keys()) {
            expectGoodMessage(renderNotice({ ...speech, request: requestIn(stage), event, reader, piece }));
          }
        }
      }
    }
  });

  it('shows a card in every stage, to its owner, its former owner and a former holder of the position', () => {
    for (const stage of ALL_STAGES) {
      for (const position of [POSITION, ABOVE]) {
        for (const isHolder of [true, false]) {
          const request = requestIn(stage);
          expectGoodMessage(
            renderCard({ ...speech, request, position, isHolder, events: ALL_EVENTS, missingFiles: 12 }),
          );
        }
      }
    }
  });

  it('tells staff of every event that concerns them', () => {
    const heard = ALL_EVENTS.filter((event) => staffWhoHear(event).message !== undefined);
    expect(new Set(heard.map(({ type }) => type)).size).toBe(8);
    for (const event of heard) {
      const messages = ALL_STAGES.flatMap((stage) =>
        [...piecesOf(wordsOf(event)).keys()].flatMap(
          (piece) =>
            renderStaffMessage({
              ...speech,
              request: requestFor(event, stage),
              reader: 'manager',
              events: [event],
              event,
              piece,
            }) ?? [],
        ),
      );
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) expectGoodMessage(message);
    }
  });

  it('says in every stage who has it', () => {
    for (const stage of ALL_STAGES) {
      for (const reader of ['filer', 'follower', 'staff'] as const) {
        expectGood(renderStatus({ ...speech, request: requestIn(stage), reader }));
      }
    }
  });

  it('writes the life of a request, the oldest left out where it is too long', () => {
    const request = requestIn(REFERRED);
    const many = Array.from({ length: 8 }, () => ALL_EVENTS).flat();
    for (const reader of ['filer', 'follower', 'staff'] as const) {
      for (const events of [ALL_EVENTS, many])
        expectGood(renderTimeline({ ...speech, request, events, reader }));
    }
  });

  it('brings the rest of long words after the card', () => {
    const objected = eventOf({ type: 'objected', reason: longWords(4_000), against: POSITION });
    const after = wordsAfterCard(longWords(4_096), [objected], objected.seq);
    expect(new Set(after.map(({ of }) => of))).toEqual(new Set(['request', 'objection']));
    for (const rest of after)
      expectGoodMessage(renderRest({ ...speech, request: requestIn(REFERRED), rest }));
  });

  it('keeps a code together in any direction', () => {
    const { html } = renderNotice({
      ...speech,
      request: requestIn(REFERRED),
      event: eventOf({ type: 'sentToIntake', because: 'noCategory' }),
      reader: 'filer',
    });
    expect(html).toContain(formatTrackingCode(CODE, locale));
    expect(formatTrackingCode(CODE, locale)).toMatch(/^\u2068.*\u2069$/);
  });
});

/** A request of which the event is still true, where one can be made for it. */
function requestFor(event: RequestEvent, stage: Stage) {
  const drafts = event.type === 'answerDrafted' ? [event] : [];
  const urgentMarks = [{ at: NOW, isPutFirst: true }];
  return requestIn(stageFor(event, stage), { drafts, urgentMarks });
}

/** A stage in which the event is still so, where one can be made for it. */
function stageFor(event: RequestEvent, stage: Stage): Stage {
  if (stage.status !== 'referred') return stage;
  const { referral } = stage;
  switch (event.type) {
    case 'answerDrafted':
      return { ...stage, referral: { ...referral, position: event.owner } };
    case 'reminded':
      return { ...stage, referral: { ...referral, remindedHoursBefore: event.hoursBefore } };
    case 'extensionRequested': {
      const { hours, reason, decider } = event;
      return {
        ...stage,
        referral: { ...referral, extension: { hours, reason, decider, decision: 'pending' } },
      };
    }
    default:
      return stage;
  }
}

it('shows what a person wrote as it was written, and never as markup', () => {
  const words = '<b>چاله</b> & «پل»';
  const { html } = renderCard({
    ...speechIn('fa'),
    request: requestIn(REFERRED, { text: words }),
    position: POSITION,
  });
  expect(html).toContain('&lt;b&gt;چاله&lt;/b&gt; &amp; «پل»');
  expect(stripHtml(html)).toContain(words);
});

it('does not take what a person wrote for a text of its own', () => {
  const reason = '{{reason}} $t(card.more) {{code}}';
  const events = [eventOf({ type: 'objected', reason, against: POSITION })];
  const html = renderTimeline({ ...speechIn('fa'), request: requestIn(REFERRED), events, reader: 'staff' });
  expect(html).toContain(reason);
});

it('says to followers nothing that another citizen has written', () => {
  const secret = 'پشت پنجره خانه ما';
  const events = [
    eventOf({ type: 'added', text: secret, attachments: [] }),
    eventOf({ type: 'objected', reason: secret, against: POSITION }),
  ];
  const told = { ...speechIn('fa'), request: requestIn(REFERRED), events };
  expect(renderTimeline({ ...told, reader: 'follower' })).not.toContain(secret);
  expect(renderTimeline({ ...told, reader: 'filer' }).match(new RegExp(secret, 'g'))).toHaveLength(2);
});

it('shows an objection on the card with how many files came with it, until it is answered', () => {
  const objected = eventOf({
    type: 'objected',
    reason: 'نصف چاله مانده',
    against: POSITION,
    attachments: [{ id: 'still', kind: 'photo' }],
  });
  const card = (events: readonly RequestEvent[]) =>
    renderCard({ ...speechIn('fa'), request: requestIn(REFERRED), position: POSITION, events }).html;
  expect(card([objected])).toMatch(/اعتراض شهروند:[\s\S]*نصف چاله مانده[\s\S]*همراه با ۱ پیوست/);
  const [answered] = EVENTS.answered;
  if (answered === undefined) throw new Error('Nothing is answered.');
  expect(card([objected, eventOf(answered)])).not.toContain('نصف چاله مانده');
});

it('loses none of long words between the pieces', () => {
  const text = longWords(6_000).replaceAll(/[\u202A-\u202E]/g, '');
  const event = eventOf({ type: 'asked', position: POSITION, question: text, replyBy: NOW, remainingMs: 1 });
  const told = [...piecesOf(wordsOf(event)).keys()]
    .map((piece) =>
      renderNotice({ ...speechIn('fa'), request: requestIn(REFERRED), event, reader: 'filer', piece }),
    )
    .map(({ html }) => stripHtml(/<blockquote>([\s\S]*)<\/blockquote>/.exec(html)?.[1] ?? ''));
  expect(told.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
});

it('puts the main button of a card last, which is on the right for a Persian reader', () => {
  const { keyboard } = renderCard({
    ...speechIn('fa'),
    request: requestIn({
      status: 'answered',
      answer: requestIn(REFERRED).answers[0] ?? never(),
      promise: { day: NOW, moved: false, confirmBy: NOW },
    }),
    position: POSITION,
  });
  expect(keyboard.at(-1)?.map(({ text }) => text)).toEqual(['نه، روز تازه می‌دهم', 'بله، انجام شد']);
});

it('lets the one who filed rate the answer that counts, and nobody else or later', () => {
  const answered = STAGES.answered[0] ?? REFERRED;
  const rated = STAGES.answered[1] ?? REFERRED;
  const event = eventOf(EVENTS.answered[0] ?? { type: 'withdrawn' });
  const buttons = (stage: Stage, reader: 'filer' | 'follower') =>
    renderNotice({ ...speechIn('fa'), request: requestIn(stage), event, reader }).keyboard.flat().length;

  const piece = piecesOf(wordsOf(event)).length - 1;
  const last = (stage: Stage, reader: 'filer' | 'follower') =>
    renderNotice({ ...speechIn('fa'), request: requestIn(stage), event, reader, piece });
  expect(buttons(answered, 'filer')).toBe(0);
  expect(last(answered, 'filer').keyboard.flat()).toHaveLength(7);
  expect(last(answered, 'filer').html).toContain('این پاسخ مشکل شما را حل کرد؟');
  const buttonOf = ({ keyboard }: Message) => keyboard.flat().map(({ text }) => text);
  expect(buttonOf(last(rated, 'filer'))).toEqual(['نمره شما: ۲ از ۵']);
  for (const later of [last(REFERRED, 'filer'), last(answered, 'follower')]) {
    expect(buttonOf(later)).toEqual(['وضعیت درخواست']);
    expect(later.html).not.toContain('این پاسخ مشکل شما را حل کرد؟');
  }
});

it('asks for a reply with a button while the manager waits for one', () => {
  const event = eventOf({
    type: 'asked',
    position: POSITION,
    question: 'کدام پلاک؟',
    replyBy: NOW,
    remainingMs: 1,
  });
  const waiting: Stage = {
    status: 'waiting',
    referral: REFERRAL,
    question: 'کدام پلاک؟',
    replyBy: NOW,
    remainingMs: 1,
  };
  const buttons = (stage: Stage) =>
    renderNotice({ ...speechIn('fa'), request: requestIn(stage), event, reader: 'filer' }).keyboard.flat();
  expect(buttons({ ...waiting, question: 'کدام کوچه؟' }).map(({ text }) => text)).toEqual(['وضعیت درخواست']);
  expect(buttons(waiting).map(({ text }) => text)).toEqual(['وضعیت درخواست', 'پاسخ می‌دهم']);
  expect(buttons(REFERRED).map(({ text }) => text)).toEqual(['وضعیت درخواست']);
});

it('promises nobody above the mayor', () => {
  const speech = speechIn('fa');
  const answered = eventOf({
    type: 'answered',
    by: { kind: 'position', position: 'mayor' },
    outcome: { kind: 'done' },
    text: 'انجام شد.',
    attachments: [],
    objectBy: NOW,
  });
  const notice = renderNotice({
    ...speech,
    request: requestIn(REFERRED, { answers: [] }),
    event: answered,
    reader: 'filer',
  });
  expect(notice.html).toContain('دوباره روی میز شهردار مشهد برود');

  const referral = { ...REFERRAL, position: 'mayor', remindedHoursBefore: 4 };
  const reminder = renderStaffMessage({
    ...speech,
    reader: 'manager',
    request: requestIn({ status: 'referred', referral }, { urgentMarks: [{ at: NOW, isPutFirst: true }] }),
    events: [],
    event: eventOf({ type: 'reminded', position: 'mayor', hoursBefore: 4 }),
  });
  expect(reminder?.html).toContain('بالاتر از شما کسی نیست');
});

function never(): never {
  throw new Error('A sample is missing.');
}
