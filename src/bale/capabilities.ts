import type { Capabilities } from '../channel/capabilities.js';
import { createBaleDialect } from './dialect.js';

/** The ids of presses in clients that show no answer begin so. */
const OF_OLD_CLIENT = /^1/;

/**
 * What Bale can do (docs/bale.md). `blockedTexts` are parts of the descriptions with which it refuses to write to
 * somebody who blocked the bot.
 */
export function baleCapabilities({
  blockedTexts,
}: {
  readonly blockedTexts: readonly string[];
}): Capabilities {
  return {
    // Bale publishes no limits, so the bots begin slowly; what a 429 asks for is kept to in any case.
    pace: { perSecond: 10, perChatPerSecond: 1 },
    albumFiles: 10,
    // How long a message can be deleted is not published; edited it can be.
    deletableMs: 0,
    webhookSecret: 'pathOnly',
    webhookBody: 'jsonOrForm',
    takesCallsInAnswers: false,
    hasProfile: false,
    buttonStyles: false,
    showsPressAnswer: (pressId) => !OF_OLD_CLIENT.test(pressId),
    dialect: createBaleDialect({ blockedTexts }),
    startLink: (username, payload) => `https://ble.ir/${username}?start=${payload}`,
  };
}
