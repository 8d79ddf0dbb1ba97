import { assertNever } from '../../assert-never.js';
import type { BotRole } from '../../channel/bot.js';
import type { StateChange } from '../state.js';
import type { Telegram } from '../telegram.js';
import type { UpdateKind } from '../wire.js';

const DAY_MS = 24 * 3600 * 1000;
const CALLBACK_LIFE_MS = 150 * 1000;
const FIRST_UPDATE_ID = 100_000_000;
const UPDATE_ID_RANGE = 800_000_000;

/** Updates that a bot must ask for by name (Bot API, setWebhook, `allowed_updates`). */
const ONLY_WHEN_ASKED = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/**
 * The change that puts a new update for `bot` into its queue; no change when the bot does not want this
 * kind. Must be committed before the next update is made, since that gets the next id.
 */
export function newUpdate(
  telegram: Pick<Telegram, 'store' | 'clock' | 'random' | 'rules'>,
  options: {
    readonly bot: BotRole;
    readonly kind: UpdateKind;
    readonly personId: number;
    readonly content: unknown;
  },
): StateChange[] {
  const { bot, kind, personId, content } = options;
  const { settings, lastUpdateId } = telegram.store.state.bots[bot];
  if (!telegram.rules.sendsUpdate(kind)) return [];
  if (!isAllowed(settings.allowedUpdates, kind)) return [];
  const id =
    lastUpdateId === 0 ? FIRST_UPDATE_ID + Math.floor(telegram.random() * UPDATE_ID_RANGE) : lastUpdateId + 1;
  const life = kind === 'callback_query' ? CALLBACK_LIFE_MS : DAY_MS;
  return [
    {
      type: 'update',
      bot,
      queued: {
        update: { update_id: id, [kind]: telegram.rules.writeContent(content) },
        kind,
        personId,
        queue: queueOf(kind, personId),
        expiresAt: telegram.clock.now().getTime() + life,
      },
    },
  ];
}

function isAllowed(allowed: readonly string[] | undefined, kind: UpdateKind): boolean {
  if (allowed === undefined || allowed.length === 0) return !ONLY_WHEN_ASKED.has(kind);
  return allowed.includes(kind);
}

/** Messages go by chat, presses by user, membership by chat again, each apart (docs/telegram.md, 1). */
function queueOf(kind: UpdateKind, personId: number): string {
  switch (kind) {
    case 'message':
    case 'edited_message':
      return `chat:${personId}`;
    case 'callback_query':
      return `user:${personId}`;
    case 'my_chat_member':
      return `member:${personId}`;
    default:
      return assertNever(kind);
  }
}
