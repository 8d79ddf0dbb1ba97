import type { DangerWords } from './danger.js';
import type { Example } from './model.js';
import type { KnownPlace } from './places.js';
import type { Wording } from './wording.js';

/** A body outside the municipality, and what it answers for. */
export interface OtherBody {
  readonly code: string;
  readonly title: Wording;
  /** Who answers, in one sentence. */
  readonly text: Wording;
  /** Telephone numbers in Latin digits; empty where there is none for all. */
  readonly call: readonly string[];
}

/** What a city knows of the words of its citizens, as its files hold it. */
export interface CityWords {
  /** What people write, by what it is about: the code of a topic, `other:…`, `answer:…`, `talk:…`, `danger:…`. */
  readonly examples: readonly Example[];
  readonly bodies: readonly OtherBody[];
  /** Absent: no danger is recognised. */
  readonly danger?: DangerWords;
  readonly places: readonly KnownPlace[];
}

/** Words of a city without files for them: topics are recognised by their titles and keywords alone. */
export const NO_WORDS: CityWords = { examples: [], bodies: [], places: [] };
