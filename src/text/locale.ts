/** The languages that the product speaks: each has its texts and its typed words in `locales/<language>`. */
export const LOCALES = ['fa', 'en', 'ar'] as const;

/** A language that the product speaks. */
export type Locale = (typeof LOCALES)[number];
