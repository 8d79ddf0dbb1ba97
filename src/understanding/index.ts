export type { Danger, DangerWords, Hazard, HazardKind } from './danger.js';
export { type ConfirmedTopic, type ConfirmedTopics, gatherExamples, retrain } from './learning.js';
export type { Example } from './model.js';
export type { FindDistricts, KnownPlace } from './places.js';
export {
  createUnderstanding,
  type Explanation,
  type Guess,
  type Guesses,
  type GuessKind,
  type Topic,
  type Understanding,
  type UnderstandingOptions,
} from './understanding.js';
export type { Wording } from './wording.js';
export { type CityWords, NO_WORDS, type OtherBody } from './words.js';
