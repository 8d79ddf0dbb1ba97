import type { Category, CategoryGroup, Title } from '../organization/city.js';
import { canonical } from '../text/persian.js';
import { type FilingDesk, type FilingDraft, wordsOf } from './filing-draft.js';
import { bare } from './filing-words.js';

/** What a citizen can choose from, in the order in which it is shown; a typed number counts from 1. */
export type Topics =
  | { readonly kind: 'guesses'; readonly categories: readonly Category[] }
  | { readonly kind: 'groups'; readonly groups: readonly CategoryGroup[] }
  | { readonly kind: 'group'; readonly group: CategoryGroup };

/** What the draft shows to choose a category from: likely ones, where its words suggest any. */
export function topicsOf(draft: FilingDraft, desk: FilingDesk): Topics {
  const { choices } = draft;
  const group = choices?.kind === 'group' ? desk.group(choices.group) : undefined;
  if (group !== undefined) return { kind: 'group', group };
  const categories = choices === undefined ? desk.guess(wordsOf(draft)) : [];
  return categories.length === 0 ? { kind: 'groups', groups: desk.groups } : { kind: 'guesses', categories };
}

/** What a typed text chooses: by the number in the list that is shown, by name, or by one of its keywords. */
export function typedTopic(
  text: string,
  draft: FilingDraft,
  desk: FilingDesk,
): { readonly category: string } | { readonly group: string } | undefined {
  const shown = topicsOf(draft, desk);
  const typed = bare(text);
  const number = /^\d{1,2}$/.test(canonical(text)) ? Number(canonical(text)) : undefined;
  const categories = desk.groups.flatMap((group) => group.categories);
  if (number !== undefined) {
    if (shown.kind === 'groups') return groupChoice(shown.groups[number - 1]);
    return categoryChoice((shown.kind === 'guesses' ? shown.categories : shown.group.categories)[number - 1]);
  }
  return (
    categoryChoice(categories.find(({ title }) => isCalled(title, typed))) ??
    groupChoice(desk.groups.find(({ title }) => isCalled(title, typed))) ??
    categoryChoice(categories.find(({ keywords }) => keywords.some((keyword) => bare(keyword) === typed)))
  );
}

function categoryChoice(category: Category | undefined) {
  return category === undefined ? undefined : { category: category.code };
}

function groupChoice(group: CategoryGroup | undefined) {
  return group === undefined ? undefined : { group: group.code };
}

function isCalled(title: Title, typed: string): boolean {
  return Object.values(title).some((name) => bare(name) === typed);
}
