import type { BotRole } from '../../../src/channel/bot.js';
import type { Organization } from '../../../src/organization/organization.js';
import type { EventOf, RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { formatTrackingCode } from '../../../src/text/tracking-code.js';

/** One thing that one person must be told. */
export interface Hearing {
  readonly person: number;
  readonly bot: BotRole;
  readonly code: string;
  readonly seq: number;
  /** The event whose delivery tells it: where a request went at first is told with its registration. */
  readonly toldWith: number;
  readonly type: RequestEvent['type'];
  /** What stands in the message, and in no other. */
  readonly says: readonly string[];
  /** It may be left out where it was no longer so when it could have been told. */
  readonly mayBeOvertaken: boolean;
}

/** What stands below every card, and in no other message: the day of filing. */
const CARD_FOOT = 'ثبت: ';

/** How people and positions are found. */
export interface Directory {
  readonly organization: Organization;
  readonly chatOf: (citizen: string) => number | undefined;
  readonly now: Date;
}

/**
 * Who must hear of what happened to a request, and by which words, read from the events one by one. It says a second
 * time, and plainly, what the program's planner says; an event that it does not know is a problem of its own.
 */
export function hearingsOf(
  { request, events }: { readonly request: Request; readonly events: readonly RequestEvent[] },
  directory: Directory,
): readonly Hearing[] {
  const { organization, now } = directory;
  const code = plain(formatTrackingCode(request.code, 'fa'));
  const name = (position: string) => organization.position(position)?.title.fa ?? position;
  const [registered] = events;
  return events.flatMap((event) => {
    const about = { code: request.code, seq: event.seq, toldWith: event.seq, type: event.type };
    const toCitizen = (...says: string[]): Hearing[] => {
      const person = directory.chatOf(request.citizen);
      const toldWith = event.commandId === registered?.commandId ? registered.seq : event.seq;
      return person === undefined
        ? []
        : [{ ...about, toldWith, person, bot: 'citizen', says: [code, ...says], mayBeOvertaken: false }];
    };
    const toHolder = (position: string, says: readonly string[], mayBeOvertaken: boolean): Hearing[] => {
      const person = organization.holderOf(position, now);
      return person === undefined
        ? []
        : [{ ...about, person: Number(person), bot: 'staff', says, mayBeOvertaken }];
    };
    const card = (position: string) => toHolder(position, [code, request.text, CARD_FOOT], false);
    switch (event.type) {
      case 'registered':
        return toCitizen('درخواست شما ثبت شد.');
      case 'sentToIntake':
        return toCitizen('را می‌خوانند و به مدیر مسئول می‌رسانند');
      case 'referred':
        return [...toCitizen(`به ${name(event.to)} رسید`), ...card(event.to)];
      case 'escalated':
        return [...toCitizen(causeOf(event, name(event.from)), name(event.to)), ...card(event.to)];
      case 'overdue':
        return toCitizen('هم تمام شد و هنوز پاسخی نیامده است');
      case 'answered':
        return toCitizen(`پاسخ ${answererOf(event, name)}:`, event.text);
      case 'closed':
        return event.because === 'silent' ? toCitizen('یک هفته از پاسخ گذشت') : [];
      // The digests name it.
      case 'remindedOverdue':
      // Nobody hears of an answer while it can be taken back, or once it was.
      case 'answerHeld':
      case 'answerRecalled':
      case 'rated':
      case 'objected':
      case 'passedOver':
      case 'noted':
        return [];
      default:
        throw new Error(`Nobody files, answers or does anything here that makes an event «${event.type}».`);
    }
  });
}

/** A text without the marks that keep directions apart. */
export function plain(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

function causeOf({ because }: EventOf<'escalated'>, from: string): string {
  switch (because) {
    case 'late':
      return `مهلت ${from} تمام شد و پاسخی نداد`;
    case 'objection':
      return `اعتراض شما به پاسخ ${from} ثبت شد`;
    default:
      throw new Error(`Nothing here moves a request up because of «${because}».`);
  }
}

function answererOf({ by }: EventOf<'answered'>, name: (position: string) => string): string {
  return by.kind === 'position' ? name(by.position) : by.unit;
}
