import type { Callback } from '../../../../../src/callbacks/callback-store.js';
import { findEventToTell } from '../../../../../src/callbacks/policy.js';
import { keepConversation } from '../../../../../src/flows/flow.js';
import { pageOf } from '../../../../../src/messages/paged-list.js';
import { personName } from '../../../../../src/messages/person-name.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { HOUR_MS } from '../../../../../src/requests/lifecycle/rules.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished } from '../../../interruption.js';
import { inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forOperators, isOperator } from '../../../permissions.js';
import { refusePress } from '../../../refusals.js';
import { createFileSender } from '../../../requests/file-sender.js';
import { ratingRows } from '../caller-rating/rows.js';
import { callbackCard } from './card.js';
import { type CallbackDetails, pageOfCallbacks } from './list.js';

/** Hours after which a person who did not pick up is phoned again, and how often that is tried. */
const AGAIN_HOURS = 2;
const MOST_TRIES = 3;
/** The most callbacks in the list; the others follow later. */
const MOST_LISTED = 200;

type Rows = ReturnType<typeof ratingRows>;

/** «برای تماس»: what callers without the bot have to be told by phone, by one operator at a time. */
export function createCallbacksFeature(options: FeatureOptions): StaffFeature {
  const { callbacks: store, claims, citizens, requests } = options;
  const sendFiles = createFileSender(options);

  return {
    name: 'callbacks',
    keywords: [
      {
        word: 'callbacks',
        command: 'callbacks.command',
        may: isOperator,
        button: { text: 'callbacks.button.callbacks', place: { row: 'calls', at: 3 } },
        ask: forOperators(
          keepConversation(async (visit) => {
            const { html, markup } = await pageFor(visit, 0);
            await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup);
          }),
        ),
      },
    ],
    presses: {
      callbacks: forOperators(
        keepConversation(async (visit, [page]) => {
          await visit.answerPress();
          await showInPlace(visit, await pageFor(visit, page));
        }),
      ),
      callback: keepConversation(async (visit, [id]) => {
        const taken = await take(visit, id);
        if (taken !== undefined) await show(visit, taken);
      }),
      callbackFiles: keepConversation(async (visit, [id]) => {
        const taken = await take(visit, id);
        if (taken !== undefined) await play(visit, taken);
      }),
      callbackTold: keepConversation(async (visit, [id]) => {
        const taken = await take(visit, id);
        if (taken === undefined) return;
        await visit.note('callbackTold', taken.code);
        await store.end(id, 'told', visit.speech.now);
        const rows = await judgingOf(visit, taken);
        await finish(visit, taken, 'callbacks.told', rows);
      }),
      callbackMissed: keepConversation(async (visit, [id]) => {
        const taken = await take(visit, id);
        if (taken === undefined) return;
        await visit.note('callbackMissed', taken.code);
        const { now } = visit.speech;
        if (taken.tries + 1 >= MOST_TRIES) {
          await giveUp(visit, taken);
          return finish(visit, taken, 'callbacks.missedLast');
        }
        await store.postpone(id, { now, until: new Date(now.getTime() + AGAIN_HOURS * HOUR_MS) });
        await finish(visit, taken, 'callbacks.missed');
      }),
    },
  };

  async function show(visit: Visit, taken: Callback): Promise<void> {
    const stored = await requests.find(taken.code);
    const event = findEventToTell(stored, taken.seq);
    const caller = await citizens.find(taken.citizen);
    if (stored === undefined || event === undefined || caller?.phone === undefined) {
      await store.end(taken.id, 'over', visit.speech.now);
      await claims.release(taken.code, visit.person);
      return visit.answerPress(visit.wording.plain('callbacks.over'));
    }
    // Whom to call is given out by the queue, one after the other.
    await options.lookups.note(visit, {
      act: 'phoneSeen',
      citizen: taken.citizen,
      request: taken.code,
      isInCall: true,
    });
    await visit.answerPress();
    const { html, markup } = callbackCard(visit, {
      callback: taken,
      request: stored.request,
      event,
      caller: { ...caller, phone: caller.phone },
    });
    await visit.say(html, markup);
  }

  async function pageFor(visit: Visit, page: number) {
    const { now } = visit.speech;
    const waiting = await store.waiting(now, MOST_LISTED);
    const codes = waiting.map(({ code }) => code);
    const inHand = await claims.heldByOthers(codes, visit.person, now);
    const shown = pageOf(waiting, page).shown.map(({ entry }) => entry);
    return pageOfCallbacks(visit, waiting, inHand, page, await detailsOf(visit, shown));
  }

  /** Whom each of these callbacks is for, and what they are told; without those that are over. */
  async function detailsOf(
    { speech }: Visit,
    shown: readonly Callback[],
  ): Promise<ReadonlyMap<string, CallbackDetails>> {
    const callers = new Map(
      (await citizens.findMany(shown.map(({ citizen }) => citizen))).map((caller) => [caller._id, caller]),
    );
    const found = await Promise.all(
      shown.map(async ({ id, code, seq, citizen }) => {
        const stored = await requests.find(code);
        const event = findEventToTell(stored, seq);
        if (stored === undefined || event === undefined) return [];
        const { name, phone = citizen } = callers.get(citizen) ?? {};
        const caller = personName({ name, number: phone, as: 'citizen' }, speech);
        return [[id, { caller, request: stored.request, event }] as const];
      }),
    );
    return new Map(found.flat());
  }

  /** What goes with an answer that cannot be read out: the operator listens, and says it. */
  async function play(visit: Visit, { code, seq }: Callback): Promise<void> {
    await visit.answerPress();
    const event = findEventToTell(await requests.find(code), seq);
    if (event?.type !== 'answered') return;
    const sent = await sendFiles(visit, event.attachments);
    if (sent.length === 0) await visit.say(visit.wording.html('cartable.noFiles'));
  }

  /**
   * Claims a callback for an operator; if it is over, a colleague has it, or the person is no operator, they
   * are told so.
   */
  async function take(visit: Visit, id: string): Promise<Callback | undefined> {
    if (!isOperator(visit)) {
      await visit.note('forgedPress');
      return refusePress(visit, { code: 'notAllowed' });
    }
    const callback = await store.find(id, visit.speech.now);
    if (callback === undefined) {
      await visit.answerPress(visit.wording.plain('callbacks.over'));
      return undefined;
    }
    const until = await claims.take(callback.code, visit.person, visit.speech.now);
    if (until === undefined) return callback;
    return refusePress(visit, { code: 'isInHand', until });
  }

  /** Nobody picked up the last time: later readers of the request can see that. */
  async function giveUp(visit: Visit, { id, code }: Callback): Promise<void> {
    const text = visit.wording.plain('callbacks.noteMissed');
    await requests.execute(code, { ...visit.orderAs(undefined), command: { type: 'note', text } });
    await store.end(id, 'missed', visit.speech.now);
  }

  /** The buttons with which callers can judge the answer to their own request once they have been told it. */
  async function judgingOf(visit: Visit, { code, citizen }: Callback): Promise<Rows> {
    const stored = await requests.find(code);
    return stored?.request.citizen === citizen ? ratingRows(visit, stored.request) : [];
  }

  async function finish(visit: Visit, { code }: Callback, key: string, rows: Rows = []): Promise<void> {
    await claims.release(code, visit.person);
    await visit.answerPress();
    const { wording } = visit;
    const html = joinLines(
      wording.html(key, { code: wording.code(code) }),
      rows.length > 0 ? wording.html('verdict.ask') : undefined,
    );
    await showInPlace(visit, { html, markup: inlineKeyboard(...rows) });
  }
}
