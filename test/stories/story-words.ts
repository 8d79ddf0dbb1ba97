import type { PlayedAct } from '../../src/story/stage.js';
import { describeSight } from '../../src/story/transcript.js';
import { formatDate } from '../../src/text/dates.js';

const TIME_ZONE = 'Asia/Tehran';
const DAY_MS = 24 * 3_600_000;
/** Stands for each weekday and each month, which are others on each day on which the story is played. */
const NAME = '…';
/** Comes in the act into which the first Saturday falls. */
const WEEKLY = 'گزارش پاسخ‌گویی';

/** The names of weekdays and months, the longest first, as whole words. */
const NAMES = new RegExp(`(?<!\\p{L})(?:${namesInDates().join('|')})(?!\\p{L})`, 'gu');

function namesInDates(): readonly string[] {
  const days = Array.from({ length: 366 }, (_, day) => new Date(day * DAY_MS));
  const words = days.flatMap((day) => formatDate(day, 'fa', TIME_ZONE).split(' '));
  const names = new Set(words.filter((word) => /\p{L}/u.test(word)));
  return [...names].toSorted((one, other) => other.length - one.length);
}

/**
 * All that everybody saw in a story, act by act, without what differs from one play to the next: days, hours and
 * codes, and who saw something first.
 */
export function wordsOfStory(played: readonly PlayedAct[]): string {
  return played
    .map(({ act, seen }) => {
      const sights = seen
        .filter(({ text, media }) => !text.includes(WEEKLY) && !media.includes('document'))
        .map((sight) =>
          describeSight(sight)
            .replace(/[۰-۹]+/g, '۰')
            .replace(NAMES, NAME),
        );
      return [`━━ ${act.title} ━━`, ...sights.toSorted()].join('\n\n');
    })
    .join('\n\n')
    .concat('\n');
}
