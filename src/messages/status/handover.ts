import type { Request } from '../../requests/lifecycle/request.js';
import { citizenButtons } from '../../telegram/citizen-buttons.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { renderPublicStatus } from './public-status.js';

/** A button below an offer. */
interface OfferButton {
  text: string;
  callback_data: string;
}

/**
 * Asks a follower whether they carry a withdrawn request on: what it is about, roughly where, since when, and how it
 * stands (docs/design.md, 3). Once that is over for them, it says what has become of it and asks nothing.
 *
 * @param person - Id of the follower.
 */
export function renderOffer(options: Speech & { readonly request: Request; readonly person?: string }): {
  readonly html: string;
  readonly keyboard: OfferButton[][];
} {
  const { request, person = '' } = options;
  const wording = createWording(options);
  const about = renderPublicStatus({ ...options, showsDistrict: true });
  if (request.handover?.asked.includes(person) !== true) {
    return {
      html: joinParagraphs(about, wording.html(`handover.over.${whatBecame(request, person)}`)),
      keyboard: [[showButton(request, wording)]],
    };
  }
  return {
    html: joinParagraphs(
      wording.html('handover.offer'),
      about,
      joinLines(
        wording.html('handover.ask'),
        wording.html('handover.until', { deadline: wording.deadline(request.handover.until) }),
      ),
    ),
    keyboard: offerRows(request, wording),
  };
}

/** The buttons with which a follower carries a withdrawn request on, or declines. */
export function offerRows({ code }: Pick<Request, 'code'>, wording: Pick<Wording, 'plain'>): OfferButton[][] {
  return [
    [{ text: wording.plain('handover.button.carryOn'), callback_data: citizenButtons.pack('carryOn', code) }],
    [
      {
        text: wording.plain('handover.button.decline'),
        callback_data: citizenButtons.pack('declineOffer', code),
      },
    ],
  ];
}

/** That the citizen withdrew the request and until when its followers are asked; undefined for any other request. */
export function handoverLine(
  { handover }: Pick<Request, 'handover'>,
  reader: 'staff' | 'citizens',
  wording: Wording,
): string | undefined {
  if (handover === undefined) return undefined;
  const pending = wording.html(`handover.pending.${reader}`, { deadline: wording.deadline(handover.until) });
  return reader === 'citizens' || handover.keepsWords
    ? pending
    : joinLines(pending, wording.html('handover.pending.withoutWords'));
}

function showButton({ code }: Request, wording: Wording): OfferButton {
  return { text: wording.plain('notice.button.show'), callback_data: citizenButtons.pack('show', code) };
}

/** What has become of a withdrawn request for somebody who was asked. */
function whatBecame(
  { citizen, handover, stage }: Request,
  person: string,
): 'yours' | 'closed' | 'declined' | 'taken' {
  if (citizen === person) return 'yours';
  if (stage.status === 'closed') return 'closed';
  return handover === undefined ? 'taken' : 'declined';
}
