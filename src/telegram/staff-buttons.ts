import { codeArgument, defineCallbacks, numberArgument, wordArgument } from './callback-data.js';

/** Every button of the staff bot, with what its data carries (`code`: a tracking code). */
export const staffButtons = defineCallbacks({
  /** The cartable, from a page on. */
  cartable: [numberArgument(0, 999)],
  /** Shows the card of a request again. */
  open: [codeArgument],
  answer: [codeArgument],
  map: [codeArgument],
  files: [codeArgument],
  history: [codeArgument],
  /** Answering: what the answer says has happened. */
  outcome: [codeArgument, wordArgument('done', 'planned', 'notPossible')],
  /** A promise: the day, so many days from today. */
  day: [codeArgument, numberArgument(1, 60)],
  /** Answering, or telling of a promise: sends what was previewed, or changes it. */
  send: [codeArgument],
  change: [codeArgument],
  /** On the promised day: kept, or a new day. */
  promiseKept: [codeArgument],
  promiseMoved: [codeArgument],
  back: [],
  cancel: [],
});
