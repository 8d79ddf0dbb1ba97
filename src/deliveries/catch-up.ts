import { botFor } from '../channel/person-id.js';
import type { Message } from '../messages/message.js';
import { renderStatus } from '../messages/status/status.js';
import { topicLine } from '../messages/topic.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';
import type { Request } from '../requests/lifecycle/request.js';
import { citizenButtons } from '../telegram/citizen-buttons.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Delivery } from './delivery.js';

/** The most requests that one message reports; the list shows the others. */
const MOST_TOLD = 8;

/** The message for somebody who unblocked the bot; undefined if they missed nothing. */
export function catchUpOf(back: {
  readonly citizen: string;
  readonly codes: readonly TrackingCode[];
  /** Identifies this return. */
  readonly mark: string;
  readonly now: Date;
}): Delivery | undefined {
  const { citizen, codes, mark, now } = back;
  const [code] = codes;
  if (code === undefined) return undefined;
  return {
    _id: `${code}:catch-up:citizen:${citizen}:${mark}`,
    bot: botFor('citizen', citizen),
    person: citizen,
    kind: 'catchUp',
    code,
    codes,
    seq: 0,
    part: 0,
    eventAt: now,
    notBefore: now,
  };
}

/**
 * The state of the requests whose news a person missed; undefined if none of them concerns them any longer.
 */
export function renderCatchUp(
  options: Speech & { readonly requests: readonly Request[]; readonly person: string },
): Message | undefined {
  const { person } = options;
  const wording = createWording(options);
  const his = options.requests.filter(
    ({ citizen, followers }) => citizen === person || followers.includes(person),
  );
  if (his.length === 0) return undefined;
  const told = his
    .slice(0, MOST_TOLD)
    .map((request) =>
      joinLines(
        topicLine(request, options, wording),
        wording.html('catchUp.code', { code: wording.code(request.code) }),
        renderStatus({ ...options, request, reader: request.citizen === person ? 'filer' : 'follower' }),
      ),
    );
  return {
    html: joinParagraphs(
      wording.html('catchUp.title'),
      ...told,
      his.length > told.length ? wording.html('catchUp.more') : undefined,
    ),
    keyboard: [
      [{ text: wording.plain('requests.button.list'), callback_data: citizenButtons.pack('list', 0) }],
    ],
  };
}
