import type { KeptAnswers } from '../bots/staff/features/managers/answer/kept-answers.js';
import { REPEATABLE_HOURS } from '../src/api/repeatable.js';
import type { Clock } from '../src/clock.js';
import { DAY_MS, HOUR_MS } from '../src/requests/lifecycle/rules.js';
import type { RecurringJob } from './job.js';
import type { OnceStore } from './once-store.js';

/**
 * Days for which a finished delivery or callback is remembered, so that planning it again finds it, and for
 * which an answer that was set aside is kept.
 */
const KEEP_DAYS = 30;
/** Days for which completed one-time work, such as the digest of a day, is remembered. */
const KEEP_ONCE_DAYS = 366;

/** Days for which it is counted how many were told at once whose matter it is: reports go back that far. */
const KEEP_COUNTS_DAYS = 2 * 366;

/** Days for which the event feed is kept: whoever asks for what came before has to read the requests themselves. */
const KEEP_FEED_DAYS = 90;

/** Days for which what a button says can be typed instead. */
const KEEP_BUTTONS_DAYS = 7;

/** Days for which the words of a short message are kept that are asked about: whoever wrote them has a day to reply. */
const KEEP_ASKED_WORDS_DAYS = 1;

/** Days for which a call of another system can be repeated. */
const KEEP_POSTS_DAYS = 2;

/** Removes outdated data; the audit log is kept for `auditDays`. */
export function cleanUp(options: {
  readonly deliveries: { removeOld(before: Date): Promise<number> };
  readonly feed: { removeOld(before: Date): Promise<number> };
  readonly keptAnswers: Pick<KeptAnswers, 'removeOld'>;
  readonly once: Pick<OnceStore, 'removeOld'>;
  readonly callbacks: { removeOld(before: Date): Promise<void> };
  readonly shortMessages: { removeOld(before: Date): Promise<void> };
  readonly shortMessageInbox: {
    removeOld(before: Date): Promise<void>;
    forgetTexts(before: Date): Promise<void>;
  };
  readonly gamActs: { removeOld(before: Date): Promise<void> };
  readonly restraints: { removeOld(before: Date): Promise<void> };
  readonly urgentBundles: { removeOld(before: Date): Promise<void> };
  readonly toldElsewhere: { removeOld(before: Date): Promise<void> };
  readonly open311Posts: { removeOld(before: Date): Promise<void> };
  /** By the machine's clock: the links to records in a browser. */
  readonly recordPasses: { removeOld(now: Date): Promise<void> };
  readonly machineClock: Clock;
  readonly clientCalls: { removeOld(before: Date): Promise<void> };
  readonly chats: { forgetButtons(before: Date): Promise<void> };
  readonly audit: { removeOld(before: Date): Promise<number> };
  readonly auditDays: number;
  readonly clock: Clock;
}): RecurringJob {
  return {
    name: 'clean up',
    everySeconds: 24 * 3600,
    async run() {
      const now = options.clock.now().getTime();
      const before = new Date(now - KEEP_DAYS * DAY_MS);
      await options.deliveries.removeOld(before);
      await options.feed.removeOld(new Date(now - KEEP_FEED_DAYS * DAY_MS));
      await options.callbacks.removeOld(before);
      await options.shortMessages.removeOld(before);
      await options.shortMessageInbox.removeOld(before);
      await options.shortMessageInbox.forgetTexts(new Date(now - KEEP_ASKED_WORDS_DAYS * DAY_MS));
      await options.gamActs.removeOld(before);
      await options.restraints.removeOld(new Date(now));
      await options.urgentBundles.removeOld(before);
      await options.keptAnswers.removeOld(before);
      await options.once.removeOld(new Date(now - KEEP_ONCE_DAYS * DAY_MS));
      await options.toldElsewhere.removeOld(new Date(now - KEEP_COUNTS_DAYS * DAY_MS));
      await options.open311Posts.removeOld(new Date(now - KEEP_POSTS_DAYS * DAY_MS));
      await options.clientCalls.removeOld(new Date(now - REPEATABLE_HOURS * HOUR_MS));
      await options.recordPasses.removeOld(options.machineClock.now());
      await options.chats.forgetButtons(new Date(now - KEEP_BUTTONS_DAYS * DAY_MS));
      await options.audit.removeOld(new Date(now - options.auditDays * DAY_MS));
    },
  };
}
