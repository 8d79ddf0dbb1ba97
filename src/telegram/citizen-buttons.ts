import { codeArgument, defineCallbacks, numberArgument, wordArgument } from './callback-data.js';

/** Every button of the citizen bot, with what its data carries (`code`: a tracking code). */
export const citizenButtons = defineCallbacks({
  /** The list of one's requests, from a page on. */
  list: [numberArgument(0, 999)],
  show: [codeArgument],
  rate: [codeArgument, numberArgument(1, 5)],
  accept: [codeArgument],
  object: [codeArgument],
  /** Filing: the category chosen, the groups shown, a group opened. */
  category: [codeArgument],
  groups: [],
  group: [codeArgument],
  /** Filing: the districts shown, one chosen, the place left out. */
  districts: [],
  district: [codeArgument],
  noPlace: [],
  /** Filing: a field to change at the review, and registering the draft with this code. */
  change: [wordArgument('text', 'category', 'place')],
  register: [codeArgument],
  back: [],
  cancel: [],
});
