import type { Citizen } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import type { SmsTemplates } from '../config/sms.js';
import type { Locale } from '../config.js';
import { renderShort } from '../messages/notice/short-message.js';
import { shortValuesOf } from '../messages/notice/short-values.js';
import type { Speech } from '../messages/wording.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import { phoneOfCaller } from '../requests/lifecycle/callers.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import type { Texts } from '../text/texts.js';
import { canBeJudged } from './judging.js';
import type { SmsSubject } from './message-store.js';
import { textForTelephones } from './parts.js';
import type { FilledTemplate, OutgoingSms } from './provider.js';
import { renderReply } from './write-reply.js';

/** Writes a short message as it reads now; undefined if there is nothing to tell, or nobody to tell it, any more. */
export type WriteSms = (message: SmsSubject) => Promise<Omit<OutgoingSms, 'id'> | undefined>;

/** What a message says. */
type Content = Pick<OutgoingSms, 'text' | 'template'>;

/** Writes short messages in the language of whoever gets them. */
export function createWriteSms(options: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly citizens: { find(id: string): Promise<Citizen | undefined> };
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
  /** The secret link of a request for its caller; absent: messages have no links. */
  readonly linkTo?: ((request: Request, locale: Locale) => string) | undefined;
  /** The approved templates, by the kind of event; they are in the default language. */
  readonly templates: SmsTemplates;
  /** True if an event without a template is told in words of our own. */
  readonly sendsWithoutTemplate: boolean;
  /** The line can be written to, so that messages about an answer may say what to send. */
  readonly takesReplies: boolean;
  /** The language of whoever has never called. */
  readonly defaultLocale: Locale;
}): WriteSms {
  const { requests, citizens, organization, texts, clock, timeZone, defaultLocale, templates } = options;

  /** What a caller can do on a page, where there is something to look at: when it is filed, and once it is answered. */
  function linkLine(request: Request, { type }: RequestEvent, citizen: string, locale: Locale): string {
    const isTold = type === 'registered' || type === 'answered';
    if (!isTold || options.linkTo === undefined || request.citizen !== citizen) return '';
    return `\n${texts.plain(locale, 'short.link', { link: options.linkTo(request, locale) })}`;
  }

  /** The approved template of an event, filled; undefined: it has none, or none in this language. */
  function templateOf(
    stored: StoredRequest,
    event: RequestEvent,
    speech: Speech,
  ): FilledTemplate | undefined {
    const name = new Map(Object.entries(templates)).get(event.type);
    if (name === undefined || speech.locale !== defaultLocale) return undefined;
    const values = shortValuesOf({ ...speech, ...stored, event });
    const written = Object.entries(values).map(([gap, value]) => [gap, textForTelephones(value)] as const);
    return { name, values: Object.fromEntries(written) };
  }

  async function aboutEvent(
    { code, seq, citizen }: SmsSubject,
    speech: Speech,
  ): Promise<Content | undefined> {
    const stored = code === undefined ? undefined : await requests.find(code);
    const event = stored?.events.find((one) => one.seq === seq);
    if (stored === undefined || event === undefined) return undefined;
    const { request, events } = stored;
    const template = templateOf(stored, event, speech);
    if (template === undefined && !options.sendsWithoutTemplate) return undefined;
    const reader = request.citizen === citizen ? 'filer' : 'follower';
    const isJudgedByReply = options.takesReplies && canBeJudged(request) && reader === 'filer';
    const text = renderShort({ ...speech, request, event, reader, events, isJudgedByReply });
    if (text === undefined) return undefined;
    const whole = `${text}${linkLine(request, event, citizen, speech.locale)}`;
    return { text: whole, ...(template === undefined ? {} : { template }) };
  }

  async function replyTo(message: SmsSubject, speech: Speech): Promise<Content | undefined> {
    const text = await renderReply(message, speech, async (one) => (await requests.find(one))?.request);
    return text === undefined ? undefined : { text };
  }

  return async (message) => {
    const caller = await citizens.find(message.citizen);
    // Whoever writes need not have called before.
    const number =
      caller?.phone ?? (message.reply === undefined ? undefined : phoneOfCaller(message.citizen));
    if (number === undefined) return undefined;
    const write = message.reply === undefined ? aboutEvent : replyTo;
    const content = await write(message, {
      organization: await organization.current(),
      locale: caller?.locale ?? defaultLocale,
      now: clock.now(),
      timeZone,
      texts,
    });
    return content === undefined ? undefined : { ...content, number, text: textForTelephones(content.text) };
  };
}
