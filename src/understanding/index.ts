export type { Danger, DangerWords, Hazard } from './danger.js';
export {
  type ConfirmedTopic,
  gatherExamples,
  LEARNED_AT_MOST,
  retrainUnderstanding,
} from './learning.js';
export type { Example } from './model.js';
export { finishInSlices } from './slices.js';
export { createUnderstanding, type Guess, type Understanding } from './understanding.js';
export type { Wording } from './wording.js';
export { type CityWords, NO_WORDS, type OtherBody } from './words.js';
