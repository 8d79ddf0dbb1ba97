import type { Filing } from '../../../../src/filing/draft.js';
import { endOf, keepOver } from '../../../../src/filing/ended-filing.js';
import type { Conversation } from '../../../../src/mailbox/chat.js';
import { renderStatus } from '../../../../src/messages/status/status.js';
import { createWording, joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { distanceOf } from '../../../../src/requests/similar-requests.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { FilingParts } from './parts.js';
import type { Question } from './question.js';

/** Asks whether it is one of the existing requests. */
export async function askAboutSimilar(
  { requests }: Pick<FilingParts, 'requests'>,
  visit: Visit,
  { draft }: Filing,
): Promise<Question> {
  const found = await requests.findMany(draft.similar?.codes ?? []);
  const button = (text: string, data: string) => ({ text, callback_data: data });
  return {
    html: joinParagraphs(
      visit.html('similar.title'),
      ...found.map((request, index) => entry(request, index + 1, draft.place ?? undefined, visit)),
    ),
    buttons: 'inline',
    markup: inlineKeyboard(
      ...found.map((request, index) => {
        const number = index + 1;
        if (relationTo(request, visit) !== 'stranger') {
          return [
            button(visit.plain('similar.button.show', { number }), citizenButtons.pack('show', request.code)),
          ];
        }
        const text =
          found.length === 1
            ? visit.plain('similar.button.meToo')
            : visit.plain('similar.button.meTooNumbered', { number });
        return [button(text, citizenButtons.pack('follow', request.code))];
      }),
      [button(visit.plain('similar.button.different'), citizenButtons.pack('different'))],
      [
        button(visit.plain('common.button.cancel'), citizenButtons.pack('cancel')),
        button(visit.plain('common.button.back'), citizenButtons.pack('back')),
      ],
    ),
  };
}

/** A request as a stranger may see it: nothing about who filed it and what was written. */
function entry(request: Request, number: number, place: Request['place'], visit: Visit): string {
  const { speech, organization } = visit;
  const wording = createWording(speech);
  const category = request.category === undefined ? undefined : organization.category(request.category);
  const topic = category === undefined ? '' : organization.title(category, speech.locale);
  const ago = formatDuration(speech.now.getTime() - request.filedAt.getTime(), speech.locale);
  const count = request.followers.length;
  const relation = relationTo(request, visit);
  return joinLines(
    visit.html('similar.entry', {
      number,
      topic,
      distance: visit.plain(`similar.distance.${distanceOf(request, place)}`),
    }),
    visit.html('similar.filed', { ago }),
    renderStatus({ ...speech, request, reader: relation === 'own' ? 'filer' : 'follower' }),
    count === 0 ? undefined : visit.html('similar.followers', { count }),
    relation === 'stranger'
      ? undefined
      : visit.html(`similar.${relation}`, { code: wording.code(request.code) }),
  );
}

function relationTo({ citizen, followers }: Request, visit: Visit): 'own' | 'following' | 'stranger' {
  const { _id } = visit.citizen;
  if (citizen === _id) return 'own';
  return followers.includes(_id) ? 'following' : 'stranger';
}

/**
 * Follows a request instead of filing another one; undefined if it can no longer be followed, else the next
 * conversation.
 */
export async function followInsteadOfFiling(
  { requests, chatWriter }: FilingParts,
  visit: Visit,
  { draft }: Filing,
  code: TrackingCode,
): Promise<Conversation | undefined> {
  const result = await requests.execute(code, { ...visit.order, command: { type: 'follow' } });
  if (!result.ok && result.refusal.code !== 'alreadyFollowing') return undefined;
  await visit.citizens.addFollowing(visit.citizen._id, code);
  if (draft.asked !== undefined) await chatWriter.removeButtons(visit.chatId, draft.asked.messageId);
  await visit.say(
    visit.html('similar.followed', { code: createWording(visit.speech).code(code) }),
    mainKeyboard(visit),
  );
  return keepOver(endOf(draft));
}
