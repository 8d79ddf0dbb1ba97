import { searchable } from '../text/persian.js';

/** What people say that asks for nothing. */
export type SmallTalk = 'greeting' | 'thanks' | 'nothing';

const WORDS: Readonly<Record<Exclude<SmallTalk, 'nothing'>, readonly string[]>> = {
  greeting: [
    'سلام',
    'سلام علیکم',
    'درود',
    'سلام وقت بخیر',
    'سلام خسته نباشید',
    'صبح بخیر',
    'hello',
    'hi',
    'salam',
    'مرحبا',
    'السلام عليكم',
  ],
  thanks: [
    'ممنون',
    'ممنونم',
    'مرسی',
    'سپاس',
    'متشکرم',
    'با تشکر',
    'تشکر',
    'خیلی ممنون',
    'دستتون درد نکنه',
    'thanks',
    'thank you',
    'شكرا',
  ],
};

/** Whether a text is a mere greeting, thanks, or no words at all; undefined for one that says something. */
export function smallTalk(text: string): SmallTalk | undefined {
  const words = searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (words === '') return 'nothing';
  const isOneOf = (kind: Exclude<SmallTalk, 'nothing'>) =>
    WORDS[kind].some((spelling) => searchable(spelling) === words);
  if (isOneOf('greeting')) return 'greeting';
  return isOneOf('thanks') ? 'thanks' : undefined;
}
