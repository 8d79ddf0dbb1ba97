import { createHash } from 'node:crypto';
import type { InlineKeyboardButton } from 'telegraf/types';
import { pageLine, pageOf, turningRow } from '../../../../../src/messages/paged-list.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { phrasesOfList, wordLists } from '../../../../../src/organization/word-lists.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import { listName } from './names.js';

/** What administrators see of the city's words; a group of topics by its code. */
export type WordPart = 'topics' | 'bodies' | 'talk' | 'danger' | 'places';

const PARTS: readonly WordPart[] = ['topics', 'bodies', 'talk', 'danger', 'places'];
const PHRASES_A_PAGE = 8;
const MOST_IN_LIST = 120;
const LISTS_A_ROW = 2;

/** What the city's words are about. */
export function partsPage({ wording }: Visit): Page {
  const parts = PARTS.map((part) => [
    inlineButton(wording.plain(`words.button.${part}`), staffButtons.pack('wordPart', part)),
  ]);
  const learned = [inlineButton(wording.plain('words.button.learned'), staffButtons.pack('learned', 0))];
  return { html: wording.html('words.title'), markup: inlineKeyboard(...parts, learned) };
}

/** The lists of one part; of the topics their groups. */
export function partPage(visit: Visit, part: WordPart): Page {
  const { wording, organization, speech } = visit;
  const back = [inlineButton(wording.plain('staff.button.back'), staffButtons.pack('words'))];
  const buttons =
    part === 'topics'
      ? organization.groups.map((group) =>
          inlineButton(organization.title(group, speech.locale), staffButtons.pack('wordGroup', group.code)),
        )
      : listButtons(visit, listsOfPart(visit, part));
  return {
    html: wording.html('words.part', { part: wording.plain(`words.button.${part}`) }),
    markup: inlineKeyboard(...inRows(buttons, LISTS_A_ROW), back),
  };
}

/** The topics of a group; undefined if it no longer exists. */
export function groupPage(visit: Visit, code: string): Page | undefined {
  const { wording, organization, speech } = visit;
  const group = organization.group(code);
  if (group === undefined) return undefined;
  const lists = group.categories.map((category) => category.code);
  const back = [inlineButton(wording.plain('staff.button.back'), staffButtons.pack('wordPart', 'topics'))];
  return {
    html: wording.html('words.part', { part: organization.title(group, speech.locale) }),
    markup: inlineKeyboard(...inRows(listButtons(visit, lists), LISTS_A_ROW), back),
  };
}

/** The phrases of a list, the latest first, each with a button that removes it. */
export function listPage(visit: Visit, list: string, asked: number): Page | undefined {
  const { wording, speech, organization } = visit;
  if (!isList(visit, list)) return undefined;
  const phrases = phrasesOfList(organization.words, list).toReversed();
  const page = pageOf(phrases, asked, PHRASES_A_PAGE);
  const remove = page.shown.map(({ entry, place }) =>
    inlineButton(
      wording.plain('words.button.remove', { number: formatNumber(place, speech.locale) }),
      staffButtons.pack('dropWord', list, nameOfPhrase(entry)),
    ),
  );
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('words.list.title', { list: listName(visit, list), count: phrases.length }),
        pageLine(page, speech.locale, wording),
      ),
      joinLines(
        ...page.shown.map(({ entry, place }) =>
          wording.html('words.list.line', {
            number: formatNumber(place, speech.locale),
            text: wording.words(entry, MOST_IN_LIST),
          }),
        ),
      ),
    ),
    markup: inlineKeyboard(
      ...inRows(remove, LISTS_A_ROW * 2),
      turningRow(page, wording, (target) => staffButtons.pack('wordList', list, target)),
      [
        inlineButton(wording.plain('staff.button.back'), staffButtons.pack('words')),
        inlineButton(wording.plain('words.button.add'), staffButtons.pack('addWord', list)),
      ],
    ),
  };
}

/** True for a list that the city has. */
export function isList({ organization }: Visit, list: string): boolean {
  const topics = organization.groups.flatMap(({ categories }) => categories.map(({ code }) => code));
  const districts = organization.districts.map(({ code }) => code);
  return wordLists(organization.words, { topics, districts }).includes(list);
}

/** The phrase of a list that a button names; undefined if it is no longer there. */
export function phraseNamed({ organization }: Visit, list: string, name: string): string | undefined {
  return phrasesOfList(organization.words, list).find((phrase) => nameOfPhrase(phrase) === name);
}

/** Short enough for a button; within one list no two phrases share it. */
function nameOfPhrase(phrase: string): string {
  return createHash('sha256').update(phrase).digest('hex').slice(0, 12);
}

function listsOfPart({ organization }: Visit, part: Exclude<WordPart, 'topics'>): readonly string[] {
  const districts = organization.districts.map(({ code }) => code);
  const lists = wordLists(organization.words, { topics: [], districts });
  const beginnings = {
    bodies: ['other:'],
    talk: ['talk:'],
    danger: ['danger:', 'sign:'],
    places: ['place:'],
  };
  return lists.filter((list) => beginnings[part].some((beginning) => list.startsWith(beginning)));
}

function listButtons(visit: Visit, lists: readonly string[]): readonly InlineKeyboardButton[] {
  return lists.map((list) => inlineButton(listName(visit, list), staffButtons.pack('wordList', list, 0)));
}
