import type { Capabilities } from '../channel/capabilities.js';

/** What Telegram can do (docs/telegram.md, 4 and 7). */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  // Telegram accepts 30 messages a second; the margin allows for clock drift.
  pace: { perSecond: 28.8, perChatPerSecond: 1 },
  albumFiles: 10,
  deletableMs: 48 * 3_600_000,
  webhookSecret: 'header',
  webhookBody: 'json',
  takesCallsInAnswers: true,
  hasProfile: true,
  showsPressAnswer: () => true,
  buttonStyles: true,
  startLink: (username, payload) => `https://t.me/${username}?start=${payload}`,
};
