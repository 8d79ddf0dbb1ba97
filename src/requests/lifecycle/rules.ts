/** The numbers of the process (docs/design.md, 3), each in one place. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Hours before the deadline at which the owner of an urgent request is reminded. */
export const REMINDER_HOURS = 4;
export const QUESTIONS_A_LEVEL = 2;
/** How often an owner may ask positions below for a draft. */
export const DRAFT_REQUESTS_A_LEVEL = 10;
/** Hours a citizen has to reply to a question before the request returns to the manager. */
export const REPLY_HOURS = 72;
/** The least hours a manager has when a request returns from the citizen. */
export const LEAST_REMAINING_HOURS = 24;
/** The least hours a manager has for a request that was open in another registry. */
export const LEAST_IMPORTED_HOURS = 24;
export const LONGEST_EXTENSION_HOURS = 7 * 24;
/** Days in which a citizen may object to an answer; silence closes it. */
export const OBJECTION_DAYS = 7;
/** Hours a manager has to say whether a promise was fulfilled. */
export const PROMISE_CONFIRMATION_HOURS = 72;
/** Ratings up to this one offer an objection instead of closing. */
export const LOW_RATING = 2;
/** The fewest words in which a supervisor may say why an answer is poor. */
export const LEAST_WORDS_OF_REASON = 3;
export const MOST_FOLLOWERS = 500;
/** Hours in which the followers of a withdrawn request are asked to carry it on. */
export const HANDOVER_HOURS = 24;
/** Hours that a follower who is asked has before the next one is asked too. */
export const OFFER_HOURS = 4;
/** How often a citizen may add something to a request. */
export const MOST_ADDITIONS = 20;
export const MOST_NOTES = 100;
/** A person whose latest marks of danger, this many, were all taken away is no longer put first. */
export const DISMISSED_MARKS = 3;
