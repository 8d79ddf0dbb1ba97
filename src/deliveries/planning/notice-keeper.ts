import type { Clock } from '../../clock.js';
import type { RequestStore } from '../../requests/request-store.js';
import type { CitizenNoticeStore } from '../citizen-notice-store.js';
import type { Delivery } from '../delivery.js';
import { questionsEndedBy } from './audience.js';
import type { CardKeeper } from './card-keeper.js';
import { updateOfNotice } from './planner.js';

/**
 * Keeps the stored notices of citizens in step with their chats, as the card keeper does for managers: a
 * notice whose question was over by the time it arrived is edited at once.
 */
export function createNoticeKeeper(options: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly notices: CitizenNoticeStore;
  readonly clock: Clock;
  readonly plan: (deliveries: readonly Delivery[]) => Promise<void>;
}): CardKeeper {
  const { requests, notices, clock, plan } = options;

  return {
    async sent({ delivery, chatId, messageIds, lastSeq }) {
      const { kind, code, person, seq, piece = 0, asks = false } = delivery;
      if (kind !== 'notice' && kind !== 'more') return;
      const [messageId] = messageIds;
      if (messageId === undefined || code === undefined) return;
      const notice = { code, person, chatId, messageId, seq, piece };
      await notices.remember(notice, asks);
      if (!asks) return;
      const stored = await requests.find(code);
      const over = stored?.events.find(
        (event) =>
          event.seq > lastSeq && questionsEndedBy(stored.events, event).some((one) => one.seq === seq),
      );
      if (over !== undefined) await plan([updateOfNotice(notice, over, clock.now())]);
    },

    async gone({ code, messageId, person }) {
      if (code === undefined) return;
      const gone = (await notices.asking(code)).find(
        (notice) => notice.person === person && notice.messageId === messageId,
      );
      if (gone !== undefined) await notices.forget(gone);
    },
  };
}
