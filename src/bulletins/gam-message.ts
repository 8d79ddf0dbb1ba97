import type { Message } from '../messages/message.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';
import type { Request } from '../requests/lifecycle/request.js';
import { staffButtons } from '../telegram/staff-buttons.js';
import { truncateText } from '../text/persian.js';
import type { Bulletin } from './bulletin.js';

/** What went wrong with a letter in Gam. */
export interface GamMatter {
  readonly request: Request;
  readonly position: string;
  /** Why the answer was not taken, as the desk has read it; or why Gam does not take the letter, in its own words. */
  readonly because: string;
  /** The answer, if one was given. */
  readonly answer?: string;
}

/** Finds what a bulletin about Gam is about; undefined if it is over. */
export type DescribeGam = (
  bulletin: Extract<Bulletin, { readonly kind: 'gamSetAside' | 'gamRefused' }>,
) => Promise<GamMatter | undefined>;

/** Code points of each text, so that both fit into one message. */
const MOST_OF_WORDS = 1_500;
const MOST_OF_REASON = 300;

/** Tells staff what went wrong with a letter in Gam, with both texts where somebody has answered. */
export function renderGamMatter(matter: GamMatter, speech: Speech): Message {
  const { request, position, answer } = matter;
  const wording = createWording(speech);
  const values = {
    code: wording.code(request.code),
    position: wording.name(position),
    because: wording.words(matter.because, MOST_OF_REASON),
  };
  const keyboard = [
    [
      {
        text: wording.plain('gam.button.case'),
        callback_data: staffButtons.pack('case', request.code),
      },
    ],
  ];
  if (answer === undefined) {
    const isAlone = !speech.organization.isReachedBy(position, 'phone');
    return {
      html: joinLines(
        wording.html('gam.letterRefused', values),
        isAlone ? wording.html('gam.letterRefusedAlone') : undefined,
        wording.html('gam.letterRefusedNext'),
      ),
      keyboard: [],
    };
  }
  return {
    html: joinParagraphs(
      wording.html('gam.setAside', values),
      joinLines(wording.html('gam.citizensWords'), wording.quote(truncateText(request.text, MOST_OF_WORDS))),
      joinLines(wording.html('gam.answerWritten'), wording.quote(truncateText(answer, MOST_OF_WORDS))),
      wording.html('gam.setAsideNext'),
    ),
    keyboard,
  };
}
