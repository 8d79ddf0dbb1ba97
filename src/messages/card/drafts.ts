import { cartableOf } from '../../cartables/cartable.js';
import type { DraftAnswer } from '../../requests/lifecycle/request.js';
import { staffButtons } from '../../telegram/staff-buttons.js';
import { codePoints, truncateText } from '../../text/persian.js';
import { outcomeLine } from '../answer/outcome.js';
import type { CallbackButton } from '../message.js';
import { joinLines, joinParagraphs } from '../wording.js';
import type { CardView } from './head.js';

/** Code points of a draft shown on a card; a longer one is shown in full before it is sent. */
const MOST_OF_A_DRAFT = 300;
/** The most drafts on a card; the newest are shown. */
const MOST_DRAFTS = 3;

/** The drafts that positions below have written for the owner reading the card. */
export function draftsOnCard(view: CardView): string | undefined {
  const { wording } = view;
  const drafts = draftsFor(view).map((draft) =>
    joinLines(
      wording.html('drafting.onCard', { by: wording.name(draft.position) }),
      outcomeLine(draft.outcome, wording),
      wording.quote(truncateText(draft.text, MOST_OF_A_DRAFT)),
    ),
  );
  return drafts.length === 0 ? undefined : joinParagraphs(...drafts);
}

/** A button for each draft: it shows what the citizen would read, and from there it is sent. */
export function draftRows(view: CardView): CallbackButton[][] {
  const { request, events = [], wording } = view;
  return draftsFor(view).flatMap(({ position, at, text }) => {
    const drafted = events.find(
      (event) =>
        event.type === 'answerDrafted' && event.at.getTime() === at.getTime() && event.position === position,
    );
    if (drafted === undefined) return [];
    const isWhole = codePoints(text) <= MOST_OF_A_DRAFT;
    const by = wording.name(position);
    return [
      [
        {
          text: wording.plain(isWhole ? 'drafting.button.send' : 'drafting.button.read', { by }),
          callback_data: staffButtons.pack('useDraft', request.code, drafted.seq),
        },
      ],
    ];
  });
}

function draftsFor({ request, position }: CardView): readonly DraftAnswer[] {
  const isOwner = request.stage.status === 'referred' && cartableOf(request) === position;
  return isOwner ? request.drafts.slice(-MOST_DRAFTS) : [];
}
