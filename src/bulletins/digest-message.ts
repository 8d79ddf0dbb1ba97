import type { Message } from '../messages/notice.js';
import { createWording, joinLines, type Speech } from '../messages/wording.js';
import type { Digest } from '../reports/digest.js';
import { staffButtons } from '../telegram/staff-buttons.js';
import { formatDecimal } from '../text/numbers.js';

/** A manager's morning in a few lines; a figure of zero has no line. */
export function renderDigest(digest: Digest, speech: Speech): Message {
  const wording = createWording(speech);
  const line = (name: 'waiting' | 'dueToday' | 'overdue' | 'overdueBelow' | 'answeredYesterday') =>
    digest[name] === 0 ? undefined : wording.html(`digest.${name}`, { count: digest[name] });
  const { ratings, meanRating, toldElsewhere = 0 } = digest;
  const open = {
    text: wording.plain('digest.button'),
    callback_data: staffButtons.pack('cartablePart', 'all', 0),
  };
  return {
    html: joinLines(
      wording.html('digest.title', { day: wording.day(speech.now) }),
      line('waiting'),
      line('dueToday'),
      line('overdue'),
      line('overdueBelow'),
      line('answeredYesterday'),
      meanRating === undefined
        ? undefined
        : wording.html('digest.rating', {
            score: formatDecimal(meanRating, speech.locale),
            count: ratings,
          }),
      toldElsewhere === 0 ? undefined : wording.html('digest.toldElsewhere', { count: toldElsewhere }),
    ),
    keyboard: digest.waiting === 0 ? [] : [[open]],
  };
}
