import { pageLine, turningRow, uncountedPage } from '../../../../../src/messages/paged-list.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import { isTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { listName } from './names.js';

const PAGE_SIZE = 5;
const MOST_OF_TEXT = 140;

/** The pages of what the city has learned from requests. */
export interface LearnedPages {
  /** Requests whose topic staff corrected, the latest first, each with a button that removes it. */
  page(visit: Visit, at: number): Promise<Page>;
}

/** The pages on the stores; the words are read from the requests, where they are now. */
export function createLearnedPages({
  confirmedTopics,
  requests,
}: Pick<FeatureOptions, 'confirmedTopics' | 'requests'>): LearnedPages {
  return {
    async page(visit, at) {
      const { wording, speech } = visit;
      const found = await confirmedTopics.page(at * PAGE_SIZE, PAGE_SIZE + 1);
      const page = uncountedPage(found, at);
      const codes = page.shown.map(({ entry }) => entry.request).filter(isTrackingCode);
      const texts = new Map((await requests.findMany(codes)).map(({ code, text }) => [String(code), text]));
      const back = inlineButton(wording.plain('staff.button.back'), staffButtons.pack('words'));
      const rows = page.shown.flatMap(({ entry: { request }, place }) => {
        if (!isTrackingCode(request)) return [];
        const number = formatNumber(place, speech.locale);
        return [
          [
            inlineButton(
              wording.plain('words.button.remove', { number }),
              staffButtons.pack('dropLearned', request),
            ),
            inlineButton(wording.plain('words.button.why', { number }), staffButtons.pack('why', request)),
          ],
        ];
      });
      return {
        html: joinParagraphs(
          joinLines(
            wording.html(found.length === 0 ? 'words.learned.none' : 'words.learned.title'),
            pageLine(page, speech.locale, wording),
          ),
          ...page.shown.map(({ entry: { request, topic, guessed }, place }) => {
            const text = texts.get(request)?.trim() ?? '';
            return wording.html('words.learned.line', {
              number: formatNumber(place, speech.locale),
              text: text === '' ? wording.plain('words.learned.noWords') : wording.words(text, MOST_OF_TEXT),
              topic: listName(visit, topic),
              guessed: guessed === undefined ? '—' : listName(visit, guessed),
            });
          }),
        ),
        markup: inlineKeyboard(
          ...rows,
          turningRow(page, wording, (target) => staffButtons.pack('learned', target)),
          [back],
        ),
      };
    },
  };
}
