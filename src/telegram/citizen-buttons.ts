import { LOCALES } from '../config.js';
import { codeArgument, defineCallbacks, numberArgument, wordArgument } from './callback-data.js';

/** The id of a person's message, which distinguishes their drafts. */
const messageArgument = numberArgument(0, 999_999_999);

/** Every button of the citizen bot, with what its data carries (`code`: a tracking code). */
export const citizenButtons = defineCallbacks({
  /** The list of the person's requests, from a page on. */
  list: [numberArgument(0, 999)],
  show: [codeArgument],
  files: [codeArgument],
  /** The secret link of a request, with which its citizen sees and judges it without a bot. */
  link: [codeArgument],
  /** Whether everybody may read what was written: the question, and the answer to it. */
  sharing: [codeArgument],
  share: [codeArgument, wordArgument('nothing', 'words', 'all')],
  rate: [codeArgument, numberArgument(1, 5)],
  accept: [codeArgument],
  object: [codeArgument],
  /** Objecting: one of the ready reasons. */
  because: [codeArgument, wordArgument('notDone', 'halfDone', 'otherProblem')],
  /** Replying to the question of a manager. */
  reply: [codeArgument],
  /** Adding words, files or a place to a request. */
  add: [codeArgument],
  /** Words that arrived while a question waits: they are the reply, or the beginning of another request. */
  isReply: [],
  isNew: [],
  /** Sends the reply or addition in the preview. */
  send: [],
  /** Withdrawing a request, for one of the ready reasons or none. */
  withdraw: [codeArgument],
  /** Withdrawing a request that others follow: whether words and files stay for whoever carries it on. */
  leaveWords: [codeArgument, wordArgument('yes', 'no')],
  /** Carrying a withdrawn request on, or declining that. */
  carryOn: [codeArgument],
  declineOffer: [codeArgument],
  withdrawBecause: [codeArgument, wordArgument('solved', 'mistake', 'elsewhere', 'none')],
  /** Unfollowing a request. */
  unfollow: [codeArgument],
  /** Filing: the category chosen or unknown, the groups shown, a group opened. */
  category: [codeArgument],
  unknownCategory: [],
  groups: [],
  group: [codeArgument],
  /** Filing: a field to change at the review, and registering the draft with this code. */
  change: [wordArgument('text', 'category', 'place')],
  register: [codeArgument],
  /** Filing: the person has the same problem as in an offered request, or another one. */
  follow: [codeArgument],
  /** Somebody else's request whose code the person typed: they have the same problem. */
  meToo: [codeArgument],
  different: [],
  /** Filing: continuing the draft that began with this message, or setting it aside. */
  goOn: [messageArgument],
  beginAnew: [messageArgument],
  /** A message that received a canned answer is a request after all; a person at 137 will read it. */
  asRequest: [],
  /** What was said about another body's matter is enough. */
  enough: [],
  /** Danger: the city is to get it too, or calling is enough. */
  alarm: [wordArgument('file', 'leave')],
  operator: [],
  language: [wordArgument(...LOCALES)],
  /** Consenting to the storage of what one sends. */
  agree: [],
  /** The settings, and what is stored about the person. */
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
