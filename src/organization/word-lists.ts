import type { CityWords, Example } from '../understanding/index.js';

/**
 * What an administrator changed in the words of the city's files: a phrase more in a list, or one less. A list is
 * the code of a topic, `other:<body>`, `talk:<kind>` or `danger:<hazard>` for sentences that people write,
 * `sign:<hazard>` for phrases any one of which tells of danger, or `place:<district>` for names of quarters and streets.
 */
export interface WordEdit {
  readonly list: string;
  readonly text: string;
  readonly isRemoved?: true;
}

/** The most changes that a city keeps. */
export const MOST_WORD_EDITS = 2_000;
/** The most code points of a phrase. */
export const LONGEST_PHRASE_OF_LIST = 200;

const SIGNS = 'sign:';
const PLACES = 'place:';

/** The list of the phrases that tell of a hazard. */
function signsList(hazard: string): string {
  return `${SIGNS}${hazard}`;
}

/** The list of the names of quarters and streets in a district. */
function placesList(district: string): string {
  return `${PLACES}${district}`;
}

/** The lists that a city has, topics first. */
export function wordLists(
  { bodies, danger, examples }: CityWords,
  { topics, districts }: { readonly topics: readonly string[]; readonly districts: readonly string[] },
): readonly string[] {
  const hazards = danger?.hazards.map(({ code }) => code) ?? [];
  const talk = examples.flatMap(({ label }) => (/^(?:talk|answer):/.test(label) ? [label] : []));
  return [
    ...topics,
    ...bodies.map(({ code }) => `other:${code}`),
    ...new Set(talk),
    ...hazards.flatMap((code) => [`danger:${code}`, signsList(code)]),
    ...districts.map(placesList),
  ];
}

/** The phrases of a list. */
export function phrasesOfList({ examples, danger, places }: CityWords, list: string): readonly string[] {
  if (list.startsWith(SIGNS)) {
    return danger?.hazards.find(({ code }) => signsList(code) === list)?.signs ?? [];
  }
  if (list.startsWith(PLACES)) {
    return places.flatMap(({ names, districts }) =>
      districts.some((district) => placesList(district) === list) ? names : [],
    );
  }
  return examples.flatMap(({ label, text }) => (label === list ? [text] : []));
}

/** The words of a city with the changes of its administrators. A hazard keeps the last of its signs. */
export function withWordEdits(words: CityWords, edits: readonly WordEdit[]): CityWords {
  const removed = new Set(edits.filter(({ isRemoved }) => isRemoved === true).map(keyOf));
  const added = edits.filter(({ isRemoved }) => isRemoved !== true);
  const addedTo = (list: string) => added.flatMap((edit) => (edit.list === list ? [edit.text] : []));
  const stays = (list: string, text: string) => !removed.has(keyOf({ list, text }));
  const sentences: readonly Example[] = added.flatMap(({ list, text }) =>
    list.startsWith(SIGNS) || list.startsWith(PLACES) ? [] : [{ label: list, text }],
  );
  const { danger } = words;
  return {
    ...words,
    examples: [...words.examples.filter(({ label, text }) => stays(label, text)), ...sentences],
    ...(danger === undefined
      ? {}
      : {
          danger: {
            ...danger,
            hazards: danger.hazards.map((hazard) => {
              const list = signsList(hazard.code);
              const kept = hazard.signs.filter((sign) => stays(list, sign));
              const signs = [...new Set([...kept, ...addedTo(list)])];
              return signs.length === 0 ? hazard : { ...hazard, signs };
            }),
          },
        }),
    places: [
      ...words.places.flatMap(({ names, districts }) => {
        const kept = names.filter((name) => districts.every((one) => stays(placesList(one), name)));
        return kept.length === 0 ? [] : [{ names: kept, districts }];
      }),
      ...added.flatMap(({ list, text }) =>
        list.startsWith(PLACES) ? [{ names: [text], districts: [list.slice(PLACES.length)] }] : [],
      ),
    ],
  };
}

/** The changes with one more; a change that takes back an earlier one removes that. */
export function addWordEdit(edits: readonly WordEdit[], edit: WordEdit): readonly WordEdit[] {
  const others = edits.filter((one) => keyOf(one) !== keyOf(edit));
  const takesBack = edits.some((one) => keyOf(one) === keyOf(edit) && one.isRemoved !== edit.isRemoved);
  return takesBack ? others : [...others, edit];
}

function keyOf({ list, text }: Pick<WordEdit, 'list' | 'text'>): string {
  return JSON.stringify([list, text]);
}
