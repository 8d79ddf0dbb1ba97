import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import { type Argument, defineCallbacks, numberArgument, wordArgument } from './callback-data.js';

/** A tracking code whose check digit is right: no button of ours carries another. */
const trackingCode: Argument<TrackingCode> = {
  write: (code) => code,
  read: (text) => (isTrackingCode(text) ? text : undefined),
};

/** Every button of the staff bot, with what its data carries. */
export const staffButtons = defineCallbacks({
  /** The cartable, from a page on. */
  cartable: [numberArgument(0, 999)],
  /** Shows the card of a request again. */
  open: [trackingCode],
  answer: [trackingCode],
  map: [trackingCode],
  files: [trackingCode],
  history: [trackingCode],
  /** Answering: what the answer says has happened. */
  outcome: [trackingCode, wordArgument('done', 'planned', 'notPossible')],
  /** A promise: the day, so many days from today. */
  day: [trackingCode, numberArgument(1, 60)],
  /** Answering, or telling of a promise: sends what was previewed, or changes it. */
  send: [trackingCode],
  change: [trackingCode],
  /** On the promised day: kept, or a new day. */
  promiseKept: [trackingCode],
  promiseMoved: [trackingCode],
  back: [],
  cancel: [],
});

/** A press of one of them as it is understood. */
export type StaffPress = NonNullable<ReturnType<typeof staffButtons.parse>>;
