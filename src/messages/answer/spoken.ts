import type { Locale } from '../../config.js';
import { isSpoken } from '../../requests/lifecycle/answering.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';
import { filesLine } from '../files-line.js';
import type { Wording } from '../wording.js';

interface Said {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** How an answer is spoken that has no words; undefined for one that has. */
function spokenAs({ text, attachments }: Said): 'voice' | 'video' | undefined {
  const spoken = attachments.find(isSpoken);
  if (text.trim() !== '' || spoken === undefined) return undefined;
  return spoken.kind === 'video' ? 'video' : 'voice';
}

/** The words of an answer, or for one that is only heard, what it is: «🎤 صدا». */
export function answerWords(answer: Said, locale: Locale, wording: Wording): string {
  return spokenAs(answer) === undefined ? answer.text : filesLine(answer.attachments, locale, wording);
}

/** In place of the words of an answer: that they are in the file above; undefined for one that has words. */
export function spokenLine(answer: Said, wording: Pick<Wording, 'html'>): string | undefined {
  const as = spokenAs(answer);
  return as === undefined ? undefined : wording.html(`notice.spoken.${as}`);
}
