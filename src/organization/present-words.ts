import { isDeepStrictEqual } from 'node:util';
import { type CityWords, NO_WORDS } from '../understanding/index.js';
import type { City } from './city.js';
import { type WordEdit, withWordEdits } from './word-lists.js';

/** The part of the stored organisation that changes the words of the city's files. */
interface StoredWords {
  readonly city: City;
  readonly wordEdits?: readonly WordEdit[];
}

/** What is said of danger and of other bodies' matters: an administrator may change it as a whole. */
type Answers = Pick<City, 'danger' | 'bodies'>;

/** The words by which the city understands its citizens: those of its files, with what administrators changed. */
export interface PresentWords {
  /** Takes the words of the files, which are read at each start, even if the city was edited. */
  takeFromFiles(words: CityWords | undefined): void;
  /** The words as they are now; the same object while files and changes stay the same. */
  wordsOf(stored: StoredWords): CityWords | undefined;
  /** Danger and other bodies as they are now, whether from the files or from an administrator. */
  answersOf(stored: StoredWords): Answers;
  /** A city as it is stored: whatever is as before stays with the files that it came from. */
  withoutUnchanged(city: City, before: StoredWords): City;
}

/** The words of a process; none until they are taken from the files. */
export function createPresentWords(): PresentWords {
  let files: CityWords | undefined;
  let edited:
    | { readonly of: string; readonly files: CityWords | undefined; readonly words: CityWords }
    | undefined;

  function wordsOf({ city, wordEdits = [] }: StoredWords): CityWords | undefined {
    const { danger, bodies } = city;
    if (wordEdits.length === 0 && danger === undefined && bodies === undefined) return files;
    const of = JSON.stringify([wordEdits, danger, bodies]);
    if (edited?.of !== of || edited.files !== files) {
      const base = { ...(files ?? NO_WORDS), ...present({ danger, bodies }) };
      edited = { of, files, words: withWordEdits(base, wordEdits) };
    }
    return edited.words;
  }

  function answersOf(stored: StoredWords): Answers {
    const words = wordsOf(stored);
    return present({ danger: words?.danger, bodies: words?.bodies });
  }

  return {
    takeFromFiles(words) {
      files = words;
    },
    wordsOf,
    answersOf,
    withoutUnchanged({ danger, bodies, ...rest }, before) {
      const now = answersOf(before);
      return {
        ...rest,
        ...present({
          danger: isDeepStrictEqual(danger, now.danger) ? before.city.danger : danger,
          bodies: isDeepStrictEqual(bodies, now.bodies) ? before.city.bodies : bodies,
        }),
      };
    },
  };
}

/** Only the answers that there are. */
function present({
  danger,
  bodies,
}: {
  readonly danger: Answers['danger'] | undefined;
  readonly bodies: Answers['bodies'] | undefined;
}): Answers {
  return { ...(danger === undefined ? {} : { danger }), ...(bodies === undefined ? {} : { bodies }) };
}
