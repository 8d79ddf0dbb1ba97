import { done, type FlowResult, keepConversation, passed } from '../../../../../src/flows/flow.js';
import {
  addWordEdit,
  LONGEST_PHRASE_OF_LIST,
  MOST_WORD_EDITS,
  phrasesOfList,
  type WordEdit,
} from '../../../../../src/organization/word-lists.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { codePoints, withoutControls } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { type Page, showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { keepAddingWords, readAddingWords } from './flow.js';
import { createLearnedPages } from './learned.js';
import { listName } from './names.js';
import { groupPage, isList, listPage, partPage, partsPage, phraseNamed } from './pages.js';

/** The most phrases that one message adds. */
const MOST_AT_ONCE = 50;
/** How often a change is tried again that another administrator's came before. */
const MOST_TRIES = 5;

/**
 * «واژه‌ها»: an administrator sees the sentences by which the city recognises topics, other bodies, danger and places,
 * adds and removes some, and sees and removes what it has learned from requests. A change takes effect within moments.
 */
export function createWordsFeature({
  organization,
  confirmedTopics,
  requests,
}: Pick<FeatureOptions, 'organization' | 'confirmedTopics' | 'requests'>): StaffFeature {
  const learned = createLearnedPages({ confirmedTopics, requests });

  return {
    name: 'words',
    keywords: [
      {
        word: 'words',
        command: 'words.command',
        may: isAdministrator,
        button: { text: 'words.button.words', place: { row: 'watch', at: 3 } },
        ask: forAdministrators(
          keepConversation(async (visit) => {
            const { html, markup } = partsPage(visit);
            await visit.say(html, markup);
          }),
        ),
      },
    ],
    presses: {
      words: page(partsPage),
      wordPart: page((visit, [part]) => partPage(visit, part)),
      wordGroup: page((visit, [group]) => groupPage(visit, group)),
      wordList: page((visit, [list, at]) => listPage(visit, list, at)),
      learned: page((visit, [at]) => learned.page(visit, at)),
      addWord: forAdministrators(async (visit, [list]) => {
        if (!isList(visit, list)) return tell(visit, gonePage(visit));
        await setUnfinishedAside(visit);
        await visit.say(
          visit.wording.html('words.write', { list: listName(visit, list), count: LONGEST_PHRASE_OF_LIST }),
          inlineKeyboard(leavingRow(visit)),
        );
        return done(keepAddingWords({ list }));
      }),
      dropWord: forAdministrators(async (visit, [list, name]) => {
        const text = phraseNamed(visit, list, name);
        if (text === undefined) return tell(visit, gonePage(visit));
        if (!(await change([{ list, text, isRemoved: true }]))) return full(visit);
        await visit.note('wordsChanged', undefined, list);
        return tell(visit, {
          html: visit.wording.html('words.removed', { text: visit.wording.words(text, 120) }),
          markup: inlineKeyboard([backToList(visit, list)]),
        });
      }),
      dropLearned: forAdministrators(async (visit, [code]) => {
        const isRemoved = await confirmedTopics.remove(code);
        if (isRemoved) {
          await organization.relearn();
          await visit.note('exampleRemoved', code);
        }
        const back = inlineButton(visit.wording.plain('staff.button.back'), staffButtons.pack('learned', 0));
        return tell(visit, {
          html: visit.wording.html(isRemoved ? 'words.learned.removed' : 'words.learned.gone'),
          markup: inlineKeyboard([back]),
        });
      }),
    },
    flows: [
      defineStaffFlow({
        name: 'words',
        read: readAddingWords,
        unfinished: () => ({}),
        async back(visit) {
          await visit.answerPress();
          return done(await giveUpUnfinished(visit));
        },
        async take(visit, { list }, act) {
          if (act.kind === 'press' || act.kind === 'edit') return passed(visit.conversation);
          if (act.kind === 'text' && act.word !== undefined) return passed(visit.conversation);
          if (act.kind === 'text') return forAdministrators(async () => add(visit, list, act.text))(visit);
          await visit.say(visit.wording.html('words.textOnly'), inlineKeyboard(leavingRow(visit)));
          return done(visit.conversation);
        },
      }),
    ],
  };

  async function add(visit: Visit, list: string, typed: string): Promise<FlowResult> {
    const { wording } = visit;
    const phrases = phrasesIn(typed);
    const wrong = problemOfPhrases(phrases);
    if (wrong !== undefined) {
      const values = { count: wrong === 'tooMany' ? MOST_AT_ONCE : LONGEST_PHRASE_OF_LIST };
      return stay(visit, wording.html(`words.problem.${wrong}`, values));
    }
    if (!isList(visit, list)) {
      await visit.say(wording.html('words.gone'), mainKeyboard(visit));
      return done(null);
    }
    const known = new Set(phrasesOfList(visit.organization.words, list));
    const fresh = phrases.filter((text) => !known.has(text));
    if (fresh.length === 0) return stay(visit, wording.html('words.problem.known'));
    if (!(await change(fresh.map((text) => ({ list, text }))))) return full(visit);
    await visit.note('wordsChanged', undefined, list);
    await visit.say(
      wording.html('words.added', { list: listName(visit, list), count: fresh.length }),
      inlineKeyboard([backToList(visit, list)]),
    );
    return done(null);
  }

  /** Carries out changes of words; false if the city would keep too many. */
  async function change(edits: readonly WordEdit[]): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { city, revision } = await organization.storedCity();
      const wordEdits = edits.reduce(addWordEdit, city.wordEdits ?? []);
      if (wordEdits.length > MOST_WORD_EDITS) return false;
      if (await organization.replaceCity({ city: { ...city, wordEdits }, revision })) return true;
    }
    throw new Error(`The city was changed by others ${MOST_TRIES} times in a row.`);
  }
}

/** Shows a page in place of the one that was pressed on. */
function page<Values extends readonly unknown[]>(
  pageAt: (visit: Visit, values: Values) => Page | undefined | Promise<Page | undefined>,
) {
  return forAdministrators<[values: Values]>(
    keepConversation(async (visit, values) => {
      await showInPlace(visit, (await pageAt(visit, values)) ?? gonePage(visit));
    }),
  );
}

async function tell(visit: Visit, shown: Page): Promise<FlowResult> {
  await showInPlace(visit, shown);
  return done(visit.conversation);
}

async function stay(visit: Visit, html: string): Promise<FlowResult> {
  await visit.say(html, inlineKeyboard(leavingRow(visit)));
  return done(visit.conversation);
}

async function full(visit: Visit): Promise<FlowResult> {
  const html = visit.wording.html('words.full', { count: MOST_WORD_EDITS });
  await visit.say(html, mainKeyboard(visit));
  return done(visit.conversation);
}

function gonePage({ wording }: Visit): Page {
  const back = inlineButton(wording.plain('staff.button.back'), staffButtons.pack('words'));
  return { html: wording.html('words.gone'), markup: inlineKeyboard([back]) };
}

function backToList({ wording }: Visit, list: string) {
  return inlineButton(wording.plain('words.button.back'), staffButtons.pack('wordList', list, 0));
}

/** The phrases of a message, one a line, each once. */
function phrasesIn(typed: string): readonly string[] {
  const lines = typed.split(/\r?\n/).map((line) => withoutControls(line).replace(/\s+/g, ' ').trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

function problemOfPhrases(phrases: readonly string[]): 'none' | 'tooMany' | 'tooLong' | undefined {
  if (phrases.length === 0 || phrases.some((phrase) => !/\p{L}{2}/u.test(phrase))) return 'none';
  if (phrases.length > MOST_AT_ONCE) return 'tooMany';
  return phrases.some((phrase) => codePoints(phrase) > LONGEST_PHRASE_OF_LIST) ? 'tooLong' : undefined;
}
