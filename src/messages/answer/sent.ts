import { isCaller } from '../../requests/lifecycle/callers.js';
import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { Message } from '../message.js';
import { piecesOf } from '../message-parts.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { answerWords } from './spoken.js';

/** What whoever answered is told once the answer is given: what comes next for the citizen and for them. */
export function confirmAnswer(
  { outcome, objectBy }: Pick<EventOf<'answered'>, 'outcome' | 'objectBy'>,
  { code, citizen }: Pick<Request, 'code' | 'citizen'>,
  wording: Wording,
): string {
  const title = wording.html(isCaller(citizen) ? 'answer.sent.titleToCaller' : 'answer.sent.title', {
    code: wording.code(code),
  });
  if (objectBy !== undefined) {
    return joinLines(title, wording.html('answer.sent.objectBy', { deadline: wording.deadline(objectBy) }));
  }
  return outcome.kind === 'planned'
    ? joinLines(title, wording.html('answer.sent.promise', { day: wording.day(outcome.day) }))
    : title;
}

/**
 * The word that an answer was sent, for whoever sent it, after the event with which it can no longer be taken back: it
 * was given, was taken back, or nobody waits for it any more.
 */
export function renderSentAnswer(
  options: Speech & { readonly request: Request; readonly event: RequestEvent },
): Message {
  const { request, event } = options;
  const wording = createWording(options);
  if (event.type !== 'answered') {
    return { html: wording.html('recall.notGiven', { code: wording.code(request.code) }), keyboard: [] };
  }
  const words = wording.quote(piecesOf(answerWords(event, options.locale, wording)).at(-1) ?? '');
  return { html: joinParagraphs(confirmAnswer(event, request, wording), words), keyboard: [] };
}

/** The same of one answer that was sent to several requests, after none of them can be taken back any more. */
export function renderSentTogether(
  options: Speech & {
    readonly ended: readonly { readonly request: Request; readonly event: RequestEvent }[];
  },
): Message {
  const wording = createWording(options);
  const given = options.ended.flatMap(({ event }) => (event.type === 'answered' ? [event] : []));
  const others = options.ended.filter(({ event }) => event.type !== 'answered');
  const [answer] = given;
  const notGiven = others.map(({ request }) =>
    wording.html('recall.notGiven', { code: wording.code(request.code) }),
  );
  return {
    html: joinParagraphs(
      answer === undefined ? undefined : wording.html('answerMany.given', { count: given.length }),
      notGiven.length === 0 ? undefined : joinLines(...notGiven),
      answer === undefined
        ? undefined
        : wording.quote(piecesOf(answerWords(answer, options.locale, wording)).at(-1) ?? ''),
    ),
    keyboard: [],
  };
}

/** What is left of a message about a request after a newer one in the same chat has taken its place. */
export function renderMoved(
  options: Speech & { readonly request: Request; readonly shows: 'card' | 'case' },
): Message {
  const wording = createWording(options);
  const { request, shows } = options;
  return { html: wording.html(`card.moved.${shows}`, { code: wording.code(request.code) }), keyboard: [] };
}
