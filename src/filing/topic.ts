import type { Category, CategoryGroup, Title } from '../organization/city.js';
import { canonicalText } from '../text/persian.js';
import { type FilingContext, type FilingDraft, wordsOf } from './draft.js';
import { stripMarks } from './words.js';

/** Limits of a search for a category: its words, their letters, and what it finds. */
const MOST_SEARCHED_WORDS = 2;
const FEWEST_LETTERS = 3;
const MOST_FOUND = 8;

/** The choices offered to a citizen, in the order shown; a typed number counts from 1. */
export type Topics =
  | { readonly kind: 'guesses'; readonly categories: readonly Category[] }
  | { readonly kind: 'found'; readonly categories: readonly Category[] }
  | { readonly kind: 'groups'; readonly groups: readonly CategoryGroup[] }
  | { readonly kind: 'group'; readonly group: CategoryGroup };

/** The choice of categories shown for the draft: likely ones, if its words suggest any. */
export function topicsOf(draft: FilingDraft, context: FilingContext): Topics {
  const { choices } = draft;
  const group = choices?.kind === 'group' ? context.group(choices.group) : undefined;
  if (group !== undefined) return { kind: 'group', group };
  if (choices?.kind === 'found') {
    return { kind: 'found', categories: choices.categories.flatMap((code) => context.category(code) ?? []) };
  }
  if (choices?.kind === 'search') return { kind: 'found', categories: searchTopics(choices.text, context) };
  const categories = choices === undefined ? context.guess(wordsOf(draft)) : [];
  return categories.length === 0
    ? { kind: 'groups', groups: context.groups }
    : { kind: 'guesses', categories };
}

/** The choice that a typed text makes: by the number in the list shown, by name, or by a keyword. */
export function typedTopic(
  text: string,
  draft: FilingDraft,
  context: FilingContext,
): { readonly category: string } | { readonly group: string } | undefined {
  const shown = topicsOf(draft, context);
  const typed = stripMarks(text);
  const number = /^\d{1,2}$/.test(canonicalText(text)) ? Number(canonicalText(text)) : undefined;
  const categories = context.groups.flatMap((group) => group.categories);
  if (number !== undefined) {
    if (shown.kind === 'groups') return groupChoice(shown.groups[number - 1]);
    return categoryChoice((shown.kind === 'group' ? shown.group.categories : shown.categories)[number - 1]);
  }
  return (
    namedTopic(text, context) ??
    categoryChoice(
      categories.find(({ keywords }) => keywords.some((keyword) => stripMarks(keyword) === typed)),
    )
  );
}

/** The category or group whose name a text is. */
export function namedTopic(
  text: string,
  { groups }: Pick<FilingContext, 'groups'>,
): { readonly category: string } | { readonly group: string } | undefined {
  const typed = stripMarks(text);
  const categories = groups.flatMap((group) => group.categories);
  return (
    categoryChoice(categories.find(({ title }) => isCalled(title, typed))) ??
    groupChoice(groups.find(({ title }) => isCalled(title, typed)))
  );
}

/**
 * Categories matching one or two typed words: each word begins a word of the title or of a keyword. A longer
 * text is not a search but a further description.
 */
export function searchTopics(text: string, context: Pick<FilingContext, 'groups'>): readonly Category[] {
  const typed = stripMarks(text).split(' ');
  const isSearch =
    typed.length <= MOST_SEARCHED_WORDS && typed.every((word) => word.length >= FEWEST_LETTERS);
  if (!isSearch) return [];
  return context.groups
    .flatMap((group) => group.categories)
    .filter(({ title, keywords }) => {
      const words = [...Object.values(title), ...keywords].flatMap((name) => stripMarks(name).split(' '));
      return typed.every((word) => words.some((known) => known.startsWith(word)));
    })
    .slice(0, MOST_FOUND);
}

function categoryChoice(category: Category | undefined) {
  return category === undefined ? undefined : { category: category.code };
}

function groupChoice(group: CategoryGroup | undefined) {
  return group === undefined ? undefined : { group: group.code };
}

function isCalled(title: Title, typed: string): boolean {
  return Object.values(title).some((name) => stripMarks(name) === typed);
}
