import { LOCALES } from '../config.js';
import { codeArgument, defineCallbacks, numberArgument, wordArgument } from './callback-data.js';

/** The id of a message of a person, which tells one draft of his from another. */
const messageArgument = numberArgument(0, 999_999_999);

/** Every button of the citizen bot, with what its data carries (`code`: a tracking code). */
export const citizenButtons = defineCallbacks({
  /** The list of one's requests, from a page on. */
  list: [numberArgument(0, 999)],
  show: [codeArgument],
  files: [codeArgument],
  rate: [codeArgument, numberArgument(1, 5)],
  accept: [codeArgument],
  object: [codeArgument],
  /** Objecting: one of the ready reasons. */
  because: [codeArgument, wordArgument('notDone', 'halfDone', 'otherProblem')],
  /** Replying to the question of a manager. */
  reply: [codeArgument],
  /** Adding words, files or a place to a request. */
  add: [codeArgument],
  /** Words that came while a question waits: they are the reply, or the beginning of another request. */
  isReply: [],
  isNew: [],
  /** Sends the reply or addition that is shown. */
  send: [],
  /** Taking a request back, for one of the ready reasons or none. */
  withdraw: [codeArgument],
  withdrawBecause: [codeArgument, wordArgument('solved', 'mistake', 'elsewhere', 'none')],
  /** Following a request no more. */
  unfollow: [codeArgument],
  /** Filing: the category chosen or not known, the groups shown, a group opened. */
  category: [codeArgument],
  unknownCategory: [],
  groups: [],
  group: [codeArgument],
  /** Filing: a field to change at the review, and registering the draft with this code. */
  change: [wordArgument('text', 'category', 'place')],
  register: [codeArgument],
  /** Filing: having the same problem as in a request that is offered, or another one. */
  follow: [codeArgument],
  different: [],
  /** Filing: going on with the draft that began with this message, or setting it aside. */
  goOn: [messageArgument],
  beginAnew: [messageArgument],
  /** What got a ready answer is a request after all; a person of 137 is to read it. */
  asRequest: [],
  operator: [],
  language: [wordArgument(...LOCALES)],
  /** Agreeing that what one sends is kept. */
  agree: [],
  /** The settings, and what is held about the person. */
  setting: [
    wordArgument(
      'name',
      'noName',
      'language',
      'newsAll',
      'newsAnswers',
      'phone',
      'noPhone',
      'privacy',
      'data',
      'leave',
    ),
  ],
  /** Whether the person wants to be forgotten. */
  leaving: [wordArgument('yes', 'no')],
  back: [],
  cancel: [],
});
