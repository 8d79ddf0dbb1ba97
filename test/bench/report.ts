import { cpus } from 'node:os';
import { HOW, NOTES } from './notes.js';
import type { Row, Verdict } from './row.js';

const HEADINGS = ['measure', 'what', 'the product', 'against', 'ratio', 'goal', 'met'] as const;
const VERDICTS: Readonly<Record<Verdict, string>> = {
  yes: 'yes',
  no: '**no**',
  unmeasured: 'not measured here',
  none: '',
};

/** The machine and the database on which something was measured. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly node: string;
  readonly database: string;
}

/** This machine, with the database that was used. */
export function machineWith(database: string): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    node: process.versions.node,
    database,
  };
}

/** The rows as a table of Markdown, which reads as well in a terminal. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    HEADINGS,
    ...rows.map(({ measure, what, ours, against = '', ratio = '', goal, verdict }) => [
      measure,
      what,
      ours,
      against,
      ratio,
      goal,
      VERDICTS[verdict],
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const inLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [inLine(HEADINGS), inLine(rule), ...lines.slice(1).map(inLine)].join('\n');
}

/** The whole of docs/performance.md. */
export function documentOf(machine: Machine, rows: readonly Row[], sections: readonly string[] = []): string {
  const { cores, processor, node, database } = machine;
  const measures = [...new Set(rows.map(({ measure }) => measure))];
  const open = rows.filter(({ verdict }) => verdict === 'no' || verdict === 'unmeasured');
  const notes = [...new Set(open.flatMap(({ note }) => note ?? []))];
  return `# Performance

\`npm run bench\` measures this and writes this page; \`npm run bench -- --quick\` tries everything out with small
numbers and writes nothing, \`--only <measure>\` takes one measure, \`--base <folder>\` names another version, checked out and installed, that is measured
beside this one, and \`MONGODB_URI\` the MongoDB to measure on.
Both sides of a comparison were measured in the same run, in turns, on the same database and the same simulated
Telegram. Numbers are medians, with the least and the most of the repetitions.

- Machine: ${cores} cores (${processor}), Node ${node}. The programs, the simulated Telegram, whoever plays the people,
  and the database share them.
- Database: ${database}.

${tableOf(rows)}

## What was measured

${measures.map((measure) => `**${measure}.** ${HOW[measure]}`).join('\n\n')}
${notes.length === 0 ? '' : `\n## Where a goal is not met, or not measured here\n\n${notes.map((note) => NOTES[note]).join('\n\n')}\n`}${sections.map((section) => `\n${section}\n`).join('')}`;
}
