import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { packageRoot } from '../../src/package-root.js';
import { say, sayWhenBrokenOff } from '../support/command-line.js';
import { openGround } from './ground.js';
import type { Measure } from './measure.js';
import { measures } from './measures/index.js';
import { documentOf, machineWith, tableOf } from './report.js';
import type { Row } from './row.js';
import { changedSizes, FULL, QUICK, SIZE_NAMES } from './sizes.js';

const USAGE = 'npm run bench -- [--quick] [--only measure] [--base folder] [--<size> number]';
const PAGE = join(packageRoot, 'docs', 'performance.md');

sayWhenBrokenOff();
process.exit(await main(process.argv.slice(2)));

/** Takes the measures that are asked for; resolves to 1 when something broke. A missed goal breaks nothing. */
async function main(words: readonly string[]): Promise<number> {
  const plan = planOf(words);
  if (plan === undefined) {
    say(`${USAGE}\nThe measures are: ${measures.map(({ name }) => name).join(', ')}.`);
    say(`The sizes are: ${SIZE_NAMES.join(', ')}.`);
    return 1;
  }
  const ground = await openGround({ mongodbUri: process.env['MONGODB_URI'] });
  say(`The database is ${ground.database}.`);
  const rows: Row[] = [];
  const sections: string[] = [];
  let broken = 0;
  try {
    for (const { name, title, take } of plan.chosen) {
      const began = performance.now();
      say(`${name}: ${title} …`);
      try {
        rows.push(
          ...(await take({
            ground,
            sizes: plan.sizes,
            base: plan.base,
            say: (line) => say(`  ${line}`),
            addSection: (section) => sections.push(section),
          })),
        );
        say(`  ${Math.round((performance.now() - began) / 1000)} seconds`);
      } catch (error) {
        broken += 1;
        say(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await ground.close();
  }
  say(`\n${tableOf(rows)}`);
  if (plan.isWhole && broken === 0) {
    await writeFile(PAGE, documentOf(machineWith(ground.database), rows, sections));
    say(`\nWritten to ${PAGE}.`);
  }
  return broken === 0 ? 0 : 1;
}

function planOf(words: readonly string[]) {
  const values = readOptions(words);
  if (values === undefined) return undefined;
  const isQuick = values['quick'] === true;
  const chosen: readonly Measure[] = measures.filter(
    ({ name }) => values['only'] === undefined || values['only'] === name,
  );
  const sizes = changedSizes(isQuick ? QUICK : FULL, values);
  if (chosen.length === 0 || sizes === undefined) return undefined;
  const isWhole = chosen.length === measures.length && isDeepStrictEqual(sizes, FULL);
  const base = typeof values['base'] === 'string' ? resolve(values['base']) : undefined;
  return { chosen, isWhole, sizes, base };
}

/** The options; undefined where one is not known. */
function readOptions(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        base: { type: 'string' },
        ...Object.fromEntries(SIZE_NAMES.map((name) => [name, { type: 'string' } as const])),
      },
    }).values;
  } catch {
    return undefined;
  }
}
