import type { Message } from '../messages/message.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';
import type { Request } from '../requests/lifecycle/request.js';
import { staffButtons } from '../telegram/staff-buttons.js';
import { truncateText } from '../text/persian.js';
import type { Bulletin } from './bulletin.js';

/** What went wrong between us and Gam. */
export type GamMatter =
  /** An answer was not taken: why, as the desk has read it. */
  | (AboutLetter & { readonly kind: 'answer'; readonly answer: string })
  /** Gam does not take a letter: why, in its own words. */
  | (AboutLetter & { readonly kind: 'letter' })
  /** A file cannot be read: why, as it stands beside it. */
  | { readonly kind: 'file'; readonly file: string; readonly because: string };

interface AboutLetter {
  readonly request: Request;
  readonly position: string;
  readonly because: string;
}

/** Finds what a bulletin about Gam is about; undefined if it is over. */
export type DescribeGam = (
  bulletin: Extract<Bulletin, { readonly kind: 'gamSetAside' | 'gamRefused' | 'gamFile' }>,
) => Promise<GamMatter | undefined>;

/** Code points of each text, so that both fit into one message. */
const MOST_OF_WORDS = 1_500;
const MOST_OF_REASON = 300;

/** Tells staff what went wrong with a letter in Gam, with both texts where somebody has answered. */
export function renderGamMatter(matter: GamMatter, speech: Speech): Message {
  const wording = createWording(speech);
  const because = wording.words(matter.because, MOST_OF_REASON);
  if (matter.kind === 'file') {
    const file = wording.words(matter.file, MOST_OF_REASON);
    return {
      html: joinLines(
        wording.html('gam.fileSetAside', { file, because }),
        wording.html('gam.fileSetAsideNext'),
      ),
      keyboard: [],
    };
  }
  const { request, position } = matter;
  const values = { code: wording.code(request.code), position: wording.name(position), because };
  if (matter.kind === 'letter') {
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
      joinLines(wording.html('gam.answerWritten'), wording.quote(truncateText(matter.answer, MOST_OF_WORDS))),
      wording.html('gam.setAsideNext'),
    ),
    keyboard: [
      [
        {
          text: wording.plain('gam.button.case'),
          callback_data: staffButtons.pack('case', request.code),
        },
      ],
    ],
  };
}
