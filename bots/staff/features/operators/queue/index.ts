import { DESK } from '../../../../../src/cartables/operator-queue.js';
import { createFindPage } from '../../../../../src/cartables/waiting-page.js';
import { done, keepConversation } from '../../../../../src/flows/flow.js';
import { wordsAfterCard } from '../../../../../src/messages/message-parts.js';
import { lookUpPage } from '../../../../../src/messages/paged-list.js';
import { personName } from '../../../../../src/messages/person-name.js';
import { renderRest } from '../../../../../src/messages/staff/staff-message.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished, setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { forOperators, isOperator } from '../../../permissions.js';
import { refusePress } from '../../../refusals.js';
import type { QueueClaims } from '../../../requests/queue-claims.js';
import { beginAnswer } from '../../managers/answer/draft.js';
import type { AnswerHandlers } from '../../managers/answer/handlers.js';
import { pageOfQueue, type Wordless } from './list.js';
import { queueCard } from './queue-card.js';

/** «صف»: what waits for the operators of 137, and claiming a request. */
export function createQueueFeature(
  options: FeatureOptions & { readonly queueClaims: QueueClaims; readonly answering: AnswerHandlers },
): StaffFeature {
  const { cartables, claims, queueClaims, answering, attachments, citizens } = options;
  const findPage = createFindPage(options);

  return {
    name: 'queue',
    keywords: [
      {
        word: 'queue',
        command: 'queue.command',
        may: isOperator,
        button: { text: 'queue.button.queue', place: { row: 'first', at: 2 } },
        ask: forOperators(
          keepConversation(async (visit) => {
            const { html, markup } = await pageFor(visit, 0);
            await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup);
          }),
        ),
      },
    ],
    presses: {
      queue: forOperators(
        keepConversation(async (visit, [page]) => {
          await visit.answerPress();
          await showInPlace(visit, await pageFor(visit, page));
        }),
      ),
      take: keepConversation(async (visit, [code]) => {
        const stored = await queueClaims.open(visit, code);
        if (stored === undefined) return;
        await visit.answerPress();
        const wordless = (await describeWordless(visit, [stored.request])).get(code);
        const { html, markup } = queueCard(visit, stored.request, wordless);
        await visit.say(html, markup);
        const { request, events } = stored;
        for (const rest of wordsAfterCard(request.text, events, request.lastSeq)) {
          await visit.say(renderRest({ ...visit.speech, request, rest }).html);
        }
      }),
      release: keepConversation(async (visit, [code]) => {
        const stored = await queueClaims.open(visit, code);
        if (stored === undefined) return;
        await queueClaims.release(visit, code);
        await visit.answerPress();
        const html = visit.wording.html('queue.released', { code: visit.wording.code(code) });
        await showInPlace(visit, { html });
      }),
      async answerFor(visit, [code]) {
        const stored = await queueClaims.open(visit, code);
        if (stored === undefined) return done(visit.conversation);
        const { status } = stored.request.stage;
        if (status !== 'followUp') {
          await refusePress(visit, { code: 'notNow', status });
          return done(visit.conversation);
        }
        await visit.answerPress();
        return done(
          await answering.ask(await setUnfinishedAside(visit), beginAnswer({ code }), { isNamed: true }),
        );
      },
    },
  };

  async function pageFor(visit: Visit, asked: number) {
    const { all: count } = await cartables.countEach([DESK], { all: {} });
    const page = await lookUpPage({ count, asked }, (some) =>
      findPage({ places: [DESK], selection: {}, ...some }),
    );
    const codes = page.shown.map(({ entry }) => entry.code);
    const inHand = await claims.heldByOthers(codes, visit.person, visit.speech.now);
    const shown = page.shown.map(({ entry }) => entry);
    return pageOfQueue(visit, count, page, inHand, await describeWordless(visit, shown));
  }

  /** What tells those of these requests apart that have no words: their files, and whose they are. */
  async function describeWordless(
    { speech }: Visit,
    shown: readonly Request[],
  ): Promise<ReadonlyMap<TrackingCode, Wordless>> {
    const wordless = shown.filter(({ text }) => text === '');
    const filers = new Map(
      (await citizens.findMany(wordless.map(({ citizen }) => citizen))).map((filer) => [filer._id, filer]),
    );
    const described = wordless.map(async ({ code, citizen, attachments: sent }) => {
      const filer = filers.get(citizen);
      const files = await attachments.describe(sent);
      if (filer === undefined) return [code, { files }] as const;
      const { name, phone, _id } = filer;
      return [
        code,
        { files, filer: personName({ name, number: phone ?? _id, as: 'citizen' }, speech) },
      ] as const;
    });
    return new Map(await Promise.all(described));
  }
}
