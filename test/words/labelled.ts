/** A sentence of which it is known what it is about. */
export interface Labelled {
  readonly text: string;
  /** What is right: categories, `danger`, `danger:self`, `mention`, `other:<body>`, `talk:<kind>`. */
  readonly accepted: readonly string[];
  /** The language and the manner in which it is written; `unknown` where the file does not say. */
  readonly language: string;
  readonly manner: string;
}

/** The sentences of a tab-separated file: text, accepted codes parted by commas, language, manner; `#` begins a comment. */
export function readLabelled(file: string): readonly Labelled[] {
  return file
    .split(/\r?\n/)
    .filter((line) => line.includes('\t') && !line.startsWith('#'))
    .map((line) => {
      const [text = '', codes = '', language = 'unknown', manner = 'unknown'] = line.split('\t');
      return { text, accepted: codes.split(',').map((code) => code.trim()), language, manner };
    });
}
