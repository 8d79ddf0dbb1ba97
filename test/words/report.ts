import { percent, type Share, type WordsMeasured } from './measure.js';

/** What learning costs. */
export interface Cost {
  readonly examples: number;
  /** Milliseconds of a processor for learning everything, the best of several times. */
  readonly trainingMs: number;
  /** Megabytes that stay in use. */
  readonly megabytes: number;
}

const written = (share: Share) => `${percent(share).toFixed(1)} % (${share.count} of ${share.of})`;

/** The measurement as lines of Markdown. */
export function tablesOf(measured: WordsMeasured, cost: Cost): string {
  const lines = [
    '| what | goal | measured |',
    '|---|---|---|',
    `| the first guess is right | ≥ 85 % | ${written(measured.hit1)} |`,
    `| one of the first three is right | ≥ 97 % | ${written(measured.hit3)} |`,
    `| no guess at all | | ${written(measured.none)} |`,
    `| danger is said | 100 % | ${written(measured.dangerSaid)} |`,
    `| false alarms | ≤ 3 % | ${written(measured.falseAlarms)} |`,
    `| what only sounds like danger is not called danger | | ${written(measured.mentionsLeft)} |`,
    `| matters of other bodies are recognised | ≥ 90 % | ${written(measured.otherBodies)} |`,
    `| guesses taken without asking | | ${written(measured.sure)} |`,
    `| … and right | ≥ 95 % | ${written(measured.sureAndRight)} |`,
    `| median time of danger and guess together | < 2 ms | ${measured.medianMs.toFixed(2)} ms |`,
    `| learning ${cost.examples} examples, time of a processor | ≤ 300 ms | ${cost.trainingMs.toFixed(0)} ms |`,
    `| memory | ≤ 20 MB | ${cost.megabytes.toFixed(1)} MB |`,
    '',
    '| language | first guess | first three |',
    '|---|---|---|',
    ...measured.byLanguage.map(
      ({ language, hit1, hit3 }) => `| ${language} | ${written(hit1)} | ${written(hit3)} |`,
    ),
    '',
    '| manner | first guess | first three |',
    '|---|---|---|',
    ...measured.byManner.map(
      ({ manner, hit1, hit3 }) => `| ${manner} | ${written(hit1)} | ${written(hit3)} |`,
    ),
    '',
    '| right is | taken for | times |',
    '|---|---|---|',
    ...measured.confusions.map(({ accepted, guessed, count }) => `| ${accepted} | ${guessed} | ${count} |`),
  ];
  return `${lines.join('\n')}\n`;
}
