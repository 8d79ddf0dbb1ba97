import type { Capabilities } from '../channel/capabilities.js';

/** What Telegram can do (docs/telegram.md, 4 and 7). */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  // Of the 30 messages a second that Telegram takes: what is left lets a clock be a little off.
  pace: { perSecond: 28.8, perChatPerSecond: 1 },
  albumFiles: 10,
  webhookSecret: 'header',
};
