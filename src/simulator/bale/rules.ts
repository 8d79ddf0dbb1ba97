import { isObject } from '../bot-api/parameters.js';
import type { FormattedText } from '../html-entities.js';
import { LONGEST_WAIT_SECONDS, type MessengerRules } from '../rules.js';
import type { UpdateKind } from '../wire.js';
import { type MarkdownReading, readMarkdown } from './markdown.js';

/** What Bale's documents leave open, or tell in two ways (docs/bale.md, 5): each is a switch. */
export interface BaleBehaviour extends MarkdownReading {
  /** How updates are written to a webhook. */
  readonly webhookBody: 'json' | 'form';
  /** Whether the HTTP status of a refusal says that it is one. */
  readonly doesStatusFollow: boolean;
  /** What is said of somebody who blocked the bot. */
  readonly blockedText: string;
  /** Whether presses come from an app that is too old to show an answer. */
  readonly areAppsOld: boolean;
  /** Whether a poll waits as long as the bot asks, or is answered at once. */
  readonly waitsForUpdates: boolean;
}

export const USUAL_BEHAVIOUR: BaleBehaviour = {
  marksCount: 'betweenSpaces',
  webhookBody: 'json',
  doesStatusFollow: true,
  blockedText: 'Forbidden: bot was blocked by the user',
  areAppsOld: false,
  waitsForUpdates: true,
};

/** Methods of Telegram that Bale does not have. */
const MISSING = [
  /^(?:set|get|delete)my(?:commands|name|description|shortdescription)$/,
  /^(?:set|get)chatmenubutton$/,
  /^(?:sendvenue|senddice|setmessagereaction|editmessagemedia|deletemessages)$/,
];
const UPDATES: ReadonlySet<UpdateKind> = new Set(['message', 'edited_message', 'callback_query']);
/** Parts of a text that Bale names in what it sends to bots. */
const NAMED_ENTITIES: ReadonlySet<unknown> = new Set(['mention', 'bot_command']);
/** What a button can do, of which Bale takes exactly one. */
const ACTIONS = ['callback_data', 'url', 'web_app', 'copy_text'] as const;
const EDITS = /^editmessage(?:text|caption|replymarkup)$/;

/** The rules of Bale (docs/bale.md); `behaviour` is asked each time, since people of the city change it. */
export function createBaleRules(behaviour: () => BaleBehaviour): MessengerRules {
  return {
    hasMethod: (name) => !MISSING.some((missing) => missing.test(name)),
    readMarks: (source): FormattedText => readMarkdown(source, behaviour()),
    sendsUpdate: (kind) => UPDATES.has(kind),
    writeContent,
    pressId: (random) => `${behaviour().areAppsOld ? 1 : 2}${Math.floor(random * 9e14) + 1e14}`,
    showsAnswer: (pressId) => !pressId.startsWith('1'),
    writeResult: (method, result) => (EDITS.test(method.toLowerCase()) ? STUB : result),
    writeRefusal: ({ code, description }) => ({
      status: behaviour().doesStatusFollow ? code : 200,
      description: /blocked by the user/.test(description) ? behaviour().blockedText : description,
    }),
    findFaultyField: (button) => ACTIONS.filter((action) => button[action] !== undefined)[1],
    webhookPorts: new Set(['', '443', '88']),
    webhookBody: () => behaviour().webhookBody,
    servesFilesById: true,
    mostWaitSeconds: () => (behaviour().waitsForUpdates ? LONGEST_WAIT_SECONDS : 0),
  };
}

/** The answer to an edit says nothing of the message. */
const STUB = { message_id: 0, date: 0, chat: { id: 0, type: 'private' } };

/** A message or a press without what Bale does not tell: the language, most parts of texts, the type of a voice. */
function writeContent(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(writeContent);
  if (!isObject(content)) return content;
  const { language_code: _, ...known } = content;
  return Object.fromEntries(Object.entries(known).map(([name, value]) => [name, writeField(name, value)]));
}

function writeField(name: string, value: unknown): unknown {
  if (name === 'entities' || name === 'caption_entities') {
    return Array.isArray(value)
      ? value.filter((one) => isObject(one) && NAMED_ENTITIES.has(one['type']))
      : [];
  }
  if (name === 'voice' && isObject(value)) {
    const { duration: _, mime_type: __, ...voice } = value;
    return voice;
  }
  return writeContent(value);
}
