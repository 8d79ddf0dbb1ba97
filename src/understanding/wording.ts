import type { Locale } from '../config.js';

/** A text in every language. */
export type Wording = Readonly<Record<Locale, string>>;
