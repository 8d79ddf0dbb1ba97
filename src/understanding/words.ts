import type { DangerWords } from './danger.js';
import type { Example } from './model.js';
import type { KnownPlace } from './places.js';
import type { Wording } from './wording.js';

/** A body outside the municipality, and its responsibilities. */
export interface OtherBody {
  readonly code: string;
  readonly title: Wording;
  /** Who is responsible, in one sentence. */
  readonly text: Wording;
  /** Telephone numbers in Latin digits; empty if there is no general one. */
  readonly call: readonly string[];
}

/** A city's knowledge of its citizens' wording, from its files. */
export interface CityWords {
  /** What people write, by its subject: the code of a topic, `other:…`, `answer:…`, `talk:…`, `danger:…`. */
  readonly examples: readonly Example[];
  readonly bodies: readonly OtherBody[];
  /** If absent, no danger is recognised. */
  readonly danger?: DangerWords;
  readonly places: readonly KnownPlace[];
}

/** For a city without files of wording: topics are recognised by their titles and keywords alone. */
export const NO_WORDS: CityWords = { examples: [], bodies: [], places: [] };
