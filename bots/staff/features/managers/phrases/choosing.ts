import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Phrase, PhraseStore } from '../../../../../src/organization/phrase-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import { searchableText, truncateText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { Answering } from '../answer/draft.js';

/** Code points of a sentence on a button, and in the list. */
const MOST_ON_BUTTON = 30;
const MOST_IN_LIST = 130;

/** Choosing a canned sentence of the unit as the text of an answer. */
export interface PhraseChoice {
  /** Offers the sentences that can be the text of an answer. */
  offer(visit: Visit, answering: Answering): Promise<void>;
  /** The sentence with that id; undefined if it has been removed. */
  find(visit: Visit, answering: Answering, id: string): Promise<Phrase | undefined>;
  /** The sentence whose number in the list was typed; undefined for any other text. */
  findTyped(visit: Visit, answering: Answering, text: string): Promise<Phrase | undefined>;
}

/** The choice among the sentences in a store. */
export function createPhraseChoice(store: Pick<PhraseStore, 'of'>): PhraseChoice {
  async function phrasesFor({ organization }: Visit, { draft }: Answering): Promise<readonly Phrase[]> {
    const unit = draft.position === undefined ? undefined : organization.position(draft.position)?.unit;
    return unit === undefined ? [] : store.of(unit);
  }

  return {
    async offer(visit, answering) {
      const kept = await phrasesFor(visit, answering);
      const { code } = answering.draft;
      const rows = kept.map(({ id, text }, index) => [
        inlineButton(
          numbered(visit, index, truncateText(text, MOST_ON_BUTTON)),
          staffButtons.pack('phrase', code, id),
        ),
      ]);
      await visit.say(
        kept.length === 0
          ? visit.wording.html('phrases.noneToUse')
          : joinParagraphs(visit.wording.html('phrases.which'), listedPhrases(visit, kept)),
        inlineKeyboard(...rows, leavingRow(visit)),
      );
    },
    async find(visit, answering, id) {
      return (await phrasesFor(visit, answering)).find((phrase) => phrase.id === id);
    },
    async findTyped(visit, answering, text) {
      const typed = searchableText(text);
      if (!/^\d{1,2}$/.test(typed)) return undefined;
      return (await phrasesFor(visit, answering))[Number(typed) - 1];
    },
  };
}

/** Sentences with their numbers, one below the other. */
export function listedPhrases(visit: Visit, kept: readonly Phrase[]): string {
  return joinLines(
    ...kept.map(({ text }, index) =>
      visit.wording.html('phrases.line', {
        number: formatNumber(index + 1, visit.speech.locale),
        text: visit.wording.words(text, MOST_IN_LIST),
      }),
    ),
  );
}

function numbered({ wording, speech }: Visit, index: number, text: string): string {
  return wording.plain('phrases.line', { number: formatNumber(index + 1, speech.locale), text });
}
