import type { Delivery } from '../delivery.js';
import type { UrgentBundleStore } from '../urgent-bundle-store.js';
import type { CardKeeper } from './card-keeper.js';

/**
 * Keeps the stored messages about urgent requests in step with the operators' chats, and leaves all other
 * messages to another keeper. A message that an operator has deleted is sent again while it matters.
 */
export function withUrgentMessages(
  keeper: CardKeeper,
  options: {
    readonly urgentBundles: Pick<UrgentBundleStore, 'rememberMessage' | 'forgetMessage'>;
    readonly plan: (deliveries: readonly Delivery[]) => Promise<void>;
  },
): CardKeeper {
  const { urgentBundles, plan } = options;

  return {
    async sent(message) {
      const { bundle, person } = message.delivery;
      const [messageId] = message.messageIds;
      if (bundle === undefined) return keeper.sent(message);
      if (messageId !== undefined) await urgentBundles.rememberMessage(bundle, { person, messageId });
    },

    async gone(delivery, isLive) {
      const { bundle, person } = delivery;
      if (bundle === undefined) return keeper.gone(delivery, isLive);
      await urgentBundles.forgetMessage(bundle, person);
      if (isLive) await plan([{ ...delivery, _id: `${delivery._id}#again` }]);
    },
  };
}
