export type { Danger } from './danger.js';
export { gatherExamples, retrain } from './learning.js';
export type { Example } from './model.js';
export { createUnderstanding, type Guess, type Understanding } from './understanding.js';
export { type CityWords, NO_WORDS, type OtherBody } from './words.js';
