import { Composer } from 'telegraf';
import type { Callback } from '../../../../src/callbacks/callback-store.js';
import { stillToBeTold } from '../../../../src/callbacks/policy.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import { HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { inline } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText } from '../../refusals.js';
import { onPress, onWord } from '../../routing.js';
import { stillOpen } from '../../unfinished.js';
import { verdictRows } from '../caller-rating/rows.js';
import { callbackCard } from './card.js';
import { pageOfCallbacks } from './list.js';

/** Hours after which somebody who did not pick up is phoned again, and how often that is tried. */
const AGAIN_HOURS = 2;
const MOST_TRIES = 3;
/** Callbacks that are listed at most; the others move up. */
const MOST_LISTED = 200;

type Rows = ReturnType<typeof verdictRows>;

/** «برای تماس»: what callers without the bot have to be told by phone, by one operator at a time. */
export function callbacks(options: FeatureOptions): Composer<StaffContext> {
  const { callbacks: store, claims, citizens, requests, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('callbacks', async (visit, next) => {
      if (!isOperator(visit)) return next();
      const { html, markup } = await pageFor(visit, 0);
      await visit.say(paragraphs(html, stillOpen(visit)), markup);
    }),
    onPress('callbacks', async (visit, [page], next) => {
      if (!isOperator(visit)) return next();
      await visit.answerPress();
      const { html, markup } = await pageFor(visit, page);
      if (!(await editPressed(visit, messenger, html, markup))) await visit.say(html, markup);
    }),
    onPress('callback', async (visit, [id]) => {
      const taken = await take(visit, id);
      if (taken === undefined) return;
      const stored = await requests.find(taken.code);
      const event = stillToBeTold(stored, taken.seq);
      const caller = await citizens.find(taken.citizen);
      if (stored === undefined || event === undefined || caller?.phone === undefined) {
        await store.end(id, 'over', visit.speech.now);
        await claims.release(taken.code, visit.person);
        await visit.answerPress(visit.wording.plain('callbacks.over'));
        return;
      }
      await visit.note('phoneSeen', taken.code);
      await visit.answerPress();
      const { phone } = caller;
      const { html, markup } = callbackCard(visit, {
        callback: taken,
        request: stored.request,
        event,
        caller: { ...caller, phone },
      });
      await visit.say(html, markup);
    }),
    onPress('callbackTold', async (visit, [id]) => {
      const taken = await take(visit, id);
      if (taken === undefined) return;
      await visit.note('callbackTold', taken.code);
      await store.end(id, 'told', visit.speech.now);
      const rows = await judgingOf(visit, taken);
      await done(visit, taken, 'callbacks.told', rows);
    }),
    onPress('callbackMissed', async (visit, [id]) => {
      const taken = await take(visit, id);
      if (taken === undefined) return;
      await visit.note('callbackMissed', taken.code);
      const { now } = visit.speech;
      if (taken.tries + 1 >= MOST_TRIES) {
        await giveUp(visit, taken);
        return done(visit, taken, 'callbacks.missedLast');
      }
      await store.postpone(id, { now, until: new Date(now.getTime() + AGAIN_HOURS * HOUR_MS) });
      await done(visit, taken, 'callbacks.missed');
    }),
  );
  return composer;

  async function pageFor(visit: Visit, page: number) {
    const { now } = visit.speech;
    const waiting = await store.waiting(now, MOST_LISTED);
    const codes = waiting.map(({ code }) => code);
    return pageOfCallbacks(visit, waiting, await claims.heldByOthers(codes, visit.person, now), page);
  }

  /** Keeps a callback in hand for an operator; anybody else, or when it is over or a colleague has it, is told so. */
  async function take(visit: Visit, id: string): Promise<Callback | undefined> {
    if (!isOperator(visit)) {
      await visit.note('forgedPress');
      await visit.answerPress(visit.wording.plain(...refusalText({ code: 'notAllowed' }, visit)));
      return undefined;
    }
    const callback = await store.find(id, visit.speech.now);
    if (callback === undefined) {
      await visit.answerPress(visit.wording.plain('callbacks.over'));
      return undefined;
    }
    const until = await claims.take(callback.code, visit.person, visit.speech.now);
    if (until === undefined) return callback;
    await visit.answerPress(visit.wording.plain(...refusalText({ code: 'isInHand', until }, visit)));
    return undefined;
  }

  /** Nobody picked up for the last time: whoever looks at the request later can read that. */
  async function giveUp(visit: Visit, { id, code }: Callback): Promise<void> {
    const text = visit.wording.plain('callbacks.noteMissed');
    await requests.execute(code, { ...visit.orderAs(undefined), command: { type: 'note', text } });
    await store.end(id, 'missed', visit.speech.now);
  }

  /** The buttons by which the caller whose request it is can still judge the answer that he has been told. */
  async function judgingOf(visit: Visit, { code, citizen }: Callback): Promise<Rows> {
    const stored = await requests.find(code);
    return stored?.request.citizen === citizen ? verdictRows(visit, stored.request) : [];
  }

  async function done(visit: Visit, { code }: Callback, key: string, rows: Rows = []): Promise<void> {
    await claims.release(code, visit.person);
    await visit.answerPress();
    const { wording } = visit;
    const html = lines(
      wording.html(key, { code: wording.code(code) }),
      rows.length > 0 ? wording.html('verdict.ask') : undefined,
    );
    if (!(await editPressed(visit, messenger, html, inline(...rows)))) await visit.say(html, inline(...rows));
  }
}

function isOperator({ roles }: Visit): boolean {
  return roles.includes('operator');
}
