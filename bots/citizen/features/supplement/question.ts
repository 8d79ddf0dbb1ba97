import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { type FilingDraft, wordsOf } from '../../../../src/filing/draft.js';
import type { Supplement } from '../../../../src/filing/kept-supplement.js';
import { isEmpty, placeOf, whyNotSend } from '../../../../src/filing/supplement.js';
import { WORDS_A_MESSAGE } from '../../../../src/messages/message-parts.js';
import { placeLine } from '../../../../src/messages/topic.js';
import { createWording, joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { codePoints, truncateText } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';
import { countFiles } from '../filing/review.js';

/** Code points of a manager's question when it is repeated. */
const MOST_OF_QUESTION = 500;

/** The reasons for an objection that are offered as buttons. */
export const OBJECTION_REASONS = ['notDone', 'halfDone', 'otherProblem'] as const;

/** Key of the text of a ready reason. */
export function reasonKey(reason: string): string {
  return `judging.because.${reason}`;
}

/**
 * The question to a citizen who replies, adds something or objects: for words, whether this was the reply, or to send
 * them.
 */
export function questionOfSupplement(
  supplement: Supplement,
  request: Request,
  visit: Visit,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { as, step, draft } = supplement;
  const wording = createWording(visit.speech);
  const code = wording.code(request.code);
  const cancel = { text: visit.plain('supply.button.cancel'), callback_data: citizenButtons.pack('cancel') };
  if (step === 'which') {
    return {
      html: joinParagraphs(
        visit.html(`supply.which.${as}`, { code }),
        question(request, visit),
        contents(draft, visit),
      ),
      markup: inlineKeyboard(
        [
          {
            text: visit.plain(`supply.button.isReply.${as}`),
            callback_data: citizenButtons.pack('isReply'),
          },
        ],
        [{ text: visit.plain('supply.button.isNew'), callback_data: citizenButtons.pack('isNew') }],
        [cancel],
      ),
    };
  }
  const problem = whyNotSend(supplement);
  const asking = visit.html(`supply.ask.${as}`, { code });
  if (problem !== undefined) {
    return {
      html: isEmpty(supplement)
        ? joinParagraphs(asking, question(request, visit))
        : joinParagraphs(
            visit.html(`supply.review.${as}`, { code }),
            contents(draft, visit),
            visit.html(`supply.problem.${problem}`),
          ),
      markup: inlineKeyboard(...(as === 'objection' ? reasonRows(request, visit) : []), [cancel]),
    };
  }
  return {
    html: joinParagraphs(
      visit.html(`supply.review.${as}`, { code }),
      contents(draft, visit),
      visit.html('supply.more'),
    ),
    markup: inlineKeyboard([
      cancel,
      { text: visit.plain('supply.button.send'), callback_data: citizenButtons.pack('send') },
    ]),
  };
}

function reasonRows({ code }: Request, visit: Visit): InlineKeyboardButton[][] {
  return OBJECTION_REASONS.map((reason) => [
    { text: visit.plain(reasonKey(reason)), callback_data: citizenButtons.pack('because', code, reason) },
  ]);
}

/** What the citizen has sent. */
function contents(draft: FilingDraft, visit: Visit): string {
  const words = wordsOf(draft);
  return joinParagraphs(
    joinLines(
      createWording(visit.speech).quote(truncateText(words, WORDS_A_MESSAGE)),
      codePoints(words) > WORDS_A_MESSAGE ? visit.html('filing.review.more') : undefined,
    ),
    joinLines(countFiles(draft.attachments, visit), placeLine(placeOf(draft), visit.speech)),
  );
}

/** The question of the manager, as long as it waits. */
function question({ stage }: Request, visit: Visit): string | undefined {
  if (stage.status !== 'waiting') return undefined;
  const wording = createWording(visit.speech);
  return joinLines(
    visit.html('supply.question', { from: wording.name(stage.referral.position) }),
    wording.quote(truncateText(stage.question, MOST_OF_QUESTION)),
  );
}
