import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { outcomeLine } from '../answer/outcome.js';
import { answerWords } from '../answer/spoken.js';
import { createWording, type Speech } from '../wording.js';
import { firstRoutingOf } from './registration.js';

/** Code points of a person's words in a short message. */
const MOST_OF_WORDS = 160;

/**
 * What somebody without a bot is told of an event: plain and short, for a text message or to be read out to
 * them. `mostOfWords` limits the code points of the manager's words. Undefined for an event that citizens are
 * not told of.
 */
export function renderShort(
  options: Speech & {
    readonly request: Request;
    readonly event: RequestEvent;
    /** Followers are told what becomes of it, and nothing of the filer's rights. */
    readonly reader: 'filer' | 'follower';
    /** All events of the request: the message about a registration also tells where the request went. */
    readonly events?: readonly RequestEvent[];
    readonly mostOfWords?: number;
    /** Whoever reads it can send a word back to judge the answer; absent: they phone. */
    readonly isJudgedByReply?: boolean;
  },
): string | undefined {
  const { event, mostOfWords = MOST_OF_WORDS } = options;
  const wording = createWording(options);
  const code = wording.code(options.request.code);
  const say = (values: Readonly<Record<string, string>> = {}) =>
    wording.plain(`short.${event.type}`, { code, ...values });
  const words = (text = '') => wording.words(text, mostOfWords);
  const objectBy = (until: Date | undefined) =>
    until === undefined || options.reader === 'follower'
      ? []
      : [
          wording.plain(options.isJudgedByReply === true ? 'short.judgeBy' : 'short.objectBy', {
            deadline: wording.deadline(until),
          }),
        ];
  switch (event.type) {
    case 'registered': {
      const routing = firstRoutingOf(options.events ?? []);
      const where = routing === undefined ? undefined : renderShort({ ...options, event: routing });
      return [say(), ...(where === undefined ? [] : [where])].join('\n');
    }
    case 'sentToIntake':
    case 'withdrawn':
    case 'carriedOn':
    case 'closed':
      return say();
    case 'sentToFollowUp':
      return say({ unit: wording.name(event.unit) });
    case 'referred':
    case 'escalated':
      return say({ to: wording.name(event.to), deadline: wording.deadline(event.dueAt) });
    case 'overdue':
      return say({ to: wording.name(event.position) });
    case 'asked':
      return say({
        from: wording.name(event.position),
        words: words(event.question),
        deadline: wording.deadline(event.replyBy),
      });
    case 'resumed':
      return say({ to: wording.name(event.position), deadline: wording.deadline(event.dueAt) });
    case 'extensionGranted':
      return say({ by: wording.name(event.position), deadline: wording.deadline(event.dueAt) });
    case 'answered': {
      const { outcome, by } = event;
      return [
        say({
          by: wording.answerer(by),
          outcome: outcomeLine(outcome, wording),
          words: words(answerWords(event, options.locale, wording)),
        }),
        ...(outcome.kind === 'planned'
          ? [wording.plain('short.promised', { day: wording.day(outcome.day) })]
          : []),
        ...objectBy(event.objectBy),
      ].join('\n');
    }
    case 'promiseKept':
      return [say({ by: wording.name(event.position) }), ...objectBy(event.objectBy)].join('\n');
    case 'promiseMoved':
      return say({ by: wording.name(event.position), day: wording.day(event.day) });
    case 'rejected':
      return say({ words: words(event.reason) });
    case 'merged':
      return say({ into: wording.code(event.into) });
    default:
      return undefined;
  }
}
