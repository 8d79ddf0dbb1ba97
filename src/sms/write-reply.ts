import { renderPublicStatus } from '../messages/status/public-status.js';
import { createWording, type Speech } from '../messages/wording.js';
import type { Request } from '../requests/lifecycle/request.js';
import { stripHtml } from '../text/html.js';
import { formatNumber } from '../text/numbers.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { FIRST_CHOICE } from './judging.js';
import type { SmsSubject } from './message-store.js';
import { countParts, textForTelephones } from './parts.js';

/** What a reply is written from; undefined where a request that it is about is not kept any more. */
export async function renderReply(
  { reply, code, codes = [], wordsFrom, call = [] }: SmsSubject,
  speech: Speech,
  find: (code: TrackingCode) => Promise<Request | undefined>,
): Promise<string | undefined> {
  const wording = createWording(speech);
  if (reply === 'danger') return renderNumbers(call, speech);
  const topicOf = ({ category }: Request) => {
    const known = category === undefined ? undefined : speech.organization.category(category);
    return known === undefined
      ? wording.plain('card.noCategory')
      : speech.organization.title(known, speech.locale);
  };
  if (reply === 'whichRequest') {
    const lines = await Promise.all(
      codes.map(async (one, index) => {
        const request = await find(one);
        const number = formatNumber(FIRST_CHOICE + index, speech.locale);
        return request === undefined
          ? undefined
          : wording.plain('short.reply.choice', { number, topic: topicOf(request), code: wording.code(one) });
      }),
    );
    return [wording.plain('short.reply.whichRequest'), ...lines.filter((line) => line !== undefined)].join(
      '\n',
    );
  }
  if (code === undefined) return wording.plain(`short.reply.${reply === 'dropped' ? 'droppedAll' : reply}`);
  const request = await find(code);
  if (request === undefined) return undefined;
  if (reply === 'status') return stripHtml(renderPublicStatus({ ...speech, request }));
  const key = reply === 'sureToObject' && wordsFrom !== undefined ? 'sureToObjectSo' : reply;
  return wording.plain(`short.reply.${key}`, { code: wording.code(code), topic: topicOf(request) });
}

/** Whom to call now, in one part, which arrives first and whole: as many numbers as it takes, the first in any case. */
function renderNumbers(numbers: readonly string[], speech: Speech): string {
  const named = numbers.map((number) => {
    const name = speech.organization.words.danger?.numbers[number]?.[speech.locale];
    return name === undefined ? number : `${name}: ${number}`;
  });
  const head = createWording(speech).plain('short.reply.danger');
  const texts = named.map((_, index) => [head, ...named.slice(0, index + 1)].join('\n'));
  return texts.findLast((text) => countParts(textForTelephones(text)) === 1) ?? texts[0] ?? head;
}
