/** A text in every language. */
export interface Wording {
  readonly fa: string;
  readonly en: string;
  readonly ar: string;
}
