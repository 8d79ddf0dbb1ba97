import { LOCALES } from '../../src/config.js';
import { renderCard } from '../../src/messages/card/card.js';
import { renderNotice } from '../../src/messages/notice/notice.js';
import { renderShort } from '../../src/messages/notice/short-message.js';
import { renderStatus } from '../../src/messages/status/status.js';
import { renderTimeline } from '../../src/messages/status/timeline.js';
import { createWording } from '../../src/messages/wording.js';
import { callerId, namelessCallerId } from '../../src/requests/lifecycle/callers.js';
import type { EventBody } from '../../src/requests/lifecycle/events.js';
import type { Stage } from '../../src/requests/lifecycle/request.js';
import { CODE, eventOf, NOW, POSITION, requestIn, STAGES, speechIn } from './samples.js';

const ALL_STAGES = Object.values(STAGES).flat();
/** Words by which somebody is addressed, in each language. */
const YOU = { fa: /شما|می‌توانید|فرصت دارید|پذیرفتید|گرفتید/, en: /\byou\b/i, ar: /لكم|سحبتموه|قبلتم|نخبركم/ };
const OUTCOMES = [{ kind: 'done' }, { kind: 'notPossible' }, { kind: 'planned', day: NOW }] as const;

describe.each(LOCALES)('in %s', (locale) => {
  const speech = speechIn(locale);
  const wording = createWording(speech);

  it('how a request stands never addresses staff as if they had filed it', () => {
    for (const stage of ALL_STAGES) {
      expect(renderStatus({ ...speech, request: requestIn(stage), reader: 'staff' })).not.toMatch(
        YOU[locale],
      );
    }
  });

  it('never tells a follower of rights that only the filer of a request has', () => {
    for (const stage of STAGES.answered) {
      const status = renderStatus({ ...speech, request: requestIn(stage), reader: 'follower' });
      expect(status).not.toContain(wording.html('status.objectBy', { deadline: '' }).slice(-12));
    }
  });

  it.each([callerId('+989157771212'), namelessCallerId(CODE)])(
    'the card of a request of a caller (%s) never says that something was sent to them',
    (citizen) => {
      for (const stage of ALL_STAGES) {
        const { html } = renderCard({
          ...speech,
          request: requestIn(stage, { citizen }),
          position: POSITION,
        });
        expect(html).not.toContain(wording.html('card.answeredByYou'));
        expect(html).not.toContain(wording.html('card.citizenKnows', { deadline: '' }).slice(0, 17));
      }
    },
  );

  it.each(OUTCOMES)('the outcome $kind stands before the words wherever an answer stands', (outcome) => {
    const text = 'متن پاسخ مدیر به شهروند';
    const by = { kind: 'position', position: POSITION } as const;
    const body: EventBody = { type: 'answered', by, outcome, text, attachments: [], objectBy: NOW };
    const event = eventOf(body);
    const answer = { by, level: 1, at: NOW, outcome, text, attachments: [] };
    const stage: Stage = { status: 'answered', answer, objectBy: NOW };
    const request = requestIn(stage, { answers: [answer] });
    const said =
      outcome.kind === 'planned'
        ? wording.html('outcome.planned', { day: wording.day(outcome.day) })
        : wording.html(`outcome.${outcome.kind}`);
    const asNotice =
      outcome.kind === 'planned'
        ? wording.html('notice.outcome.planned', { day: wording.day(outcome.day) })
        : wording.html(`notice.outcome.${outcome.kind}`);
    const texts = {
      notice: [renderNotice({ ...speech, request, event, reader: 'filer' }).html, asNotice],
      'to a caller': [renderShort({ ...speech, request, event, reader: 'filer' }) ?? '', said],
      timeline: [renderTimeline({ ...speech, request, events: [event], reader: 'filer' }), said],
      card: [renderCard({ ...speech, request, position: POSITION, events: [event] }).html, said],
      status: [renderStatus({ ...speech, request, reader: 'filer' }) + text, said],
    } as const;
    for (const [name, [html, line]] of Object.entries(texts)) {
      const at = html.indexOf(line);
      expect([name, at >= 0 && at < html.indexOf(text)]).toEqual([name, true]);
    }
  });
});
