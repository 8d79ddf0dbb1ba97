/** Code points of a whole answer, which a citizen reads on a phone. */
export const LONGEST_ANSWER = 8_000;
export const MOST_FILES = 10;
