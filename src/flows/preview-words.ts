import { readTypedMeanings } from '../text/typed-words.js';

const PREVIEW_WORDS = ['send', 'yes', 'change'] as const;

/** What people say instead of pressing a button below what they are about to send. */
export type PreviewWord = (typeof PREVIEW_WORDS)[number];

const words = readTypedMeanings('previews', PREVIEW_WORDS);

/** The word that a typed text is, or undefined for any other text. */
export function previewWord(text: string): PreviewWord | undefined {
  return words.meaningOf(text);
}
