import { Composer } from 'telegraf';
import { DESK, deskStage } from '../../../../src/cartables/operator-queue.js';
import { wordsOfRequest } from '../../../../src/messages/message-parts.js';
import { renderRest } from '../../../../src/messages/staff-message.js';
import { paragraphs } from '../../../../src/messages/wording.js';
import type { DeskAccess } from '../../claim.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText } from '../../refusals.js';
import { onPress, onWord } from '../../routing.js';
import { setAside, stillOpen } from '../../unfinished.js';
import { beginAnswer } from '../answer/draft.js';
import { createTurns } from '../answer/turns.js';
import { deskCard } from './desk-card.js';
import { pageOfQueue } from './list.js';

/** «صف»: what waits for the operators of 137, and taking one of it in hand. */
export function queue(options: FeatureOptions & { readonly deskAccess: DeskAccess }): Composer<StaffContext> {
  const { cartables, requests, claims, messenger, deskAccess } = options;
  const answering = createTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('queue', async (visit, next) => {
      if (!visit.roles.includes('operator')) return next();
      const { html, markup } = await pageFor(visit, 0);
      await visit.say(paragraphs(html, stillOpen(visit)), markup);
    }),
    onPress('queue', async (visit, [page], next) => {
      if (!visit.roles.includes('operator')) return next();
      await visit.answerPress();
      const { html, markup } = await pageFor(visit, page);
      if (!(await editPressed(visit, messenger, html, markup))) await visit.say(html, markup);
    }),
    onPress('take', async (visit, [code]) => {
      const stored = await deskAccess.open(visit, code);
      if (stored === undefined) return;
      await visit.answerPress();
      const { html, markup } = deskCard(visit, stored.request);
      await visit.say(html, markup);
      for (const rest of wordsOfRequest(stored.request.text).rest) {
        await visit.say(renderRest({ ...visit.speech, request: stored.request, rest }).html);
      }
    }),
    onPress('release', async (visit, [code]) => {
      const stored = await deskAccess.open(visit, code);
      if (stored === undefined) return;
      await deskAccess.release(visit, code);
      await visit.answerPress();
      const html = visit.wording.html('queue.released', { code: visit.wording.code(code) });
      if (!(await editPressed(visit, messenger, html))) await visit.say(html);
    }),
    onPress('answerFor', async (visit, [code]) => {
      const stored = await deskAccess.open(visit, code);
      if (stored === undefined) return;
      if (stored.request.stage.status !== 'followUp') {
        const refusal = { code: 'notNow', status: stored.request.stage.status } as const;
        await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
        return;
      }
      await visit.answerPress();
      await setAside(visit, messenger);
      await answering.ask(visit, beginAnswer({ code }), { isNamed: true });
    }),
  );
  return composer;

  /** The list follows the requests a moment later, so each request says itself whether it is at the desk. */
  async function pageFor(visit: Visit, page: number) {
    const waiting = (await requests.findMany(await cartables.codesOf(DESK)))
      .filter((request) => deskStage(request) !== undefined)
      .toSorted((one, other) => one.filedAt.getTime() - other.filedAt.getTime());
    const codes = waiting.map(({ code }) => code);
    const inHand = await claims.heldByOthers(codes, visit.person, visit.speech.now);
    return pageOfQueue(visit, waiting, inHand, page);
  }
}
