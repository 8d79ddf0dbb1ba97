import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCity } from '../../src/organization/city-file.js';
import { packageRoot } from '../../src/package-root.js';
import { createUnderstanding, NO_WORDS } from '../../src/understanding/index.js';
import { say } from '../support/command-line.js';
import { readLabelled } from './labelled.js';
import { measureWords } from './measure.js';
import { tablesOf } from './report.js';

const USAGE = 'npm run words -- [--file sentences.tsv] [--city city.json]';
const PAGE = join(packageRoot, 'docs', 'words.md');
/** Between these lines the page shows the last measurement. */
const [BEGIN, END] = ['<!-- measured -->\n', '<!-- /measured -->\n'];
const LABELLED = join(packageRoot, 'test', 'fixtures', 'words.tsv');
/** How often learning is timed: the first times compile the program. */
const TRAININGS = 5;

process.exit(await main(process.argv.slice(2)));

/** Measures how well the words of citizens are understood; without a file of its own it renews docs/words.md. */
async function main(words: readonly string[]): Promise<number> {
  const options = optionsOf(words);
  if (options === undefined) {
    say(USAGE);
    return 1;
  }
  const { city } = await readCity(options.city);
  const topics = city.groups.flatMap(({ categories }) => categories);
  const learn = () => createUnderstanding({ words: city.words ?? NO_WORDS, topics });
  const times: number[] = [];
  for (let time = 0; time < TRAININGS; time += 1) {
    const before = process.cpuUsage();
    learn();
    times.push(process.cpuUsage(before).user / 1000);
  }
  const before = memoryInUse();
  const understanding = learn();
  const megabytes = memoryInUse() - before;
  const measured = measureWords(understanding, readLabelled(await readFile(options.file, 'utf8')));
  const tables = tablesOf(measured, {
    examples: city.words?.examples.length ?? 0,
    trainingMs: times.sort((one, other) => one - other)[0] ?? 0,
    megabytes,
  });
  say(tables);
  if (options.renewsPage) {
    const page = await readFile(PAGE, 'utf8');
    const [head = ''] = page.split(BEGIN);
    const [, tail = ''] = page.split(END);
    await writeFile(PAGE, `${head}${BEGIN}\n${tables}\n${END}${tail}`);
  }
  return 0;
}

function optionsOf(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { file: { type: 'string' }, city: { type: 'string' } },
    });
    return {
      file: values.file ?? LABELLED,
      city: values.city ?? join(packageRoot, 'city', 'mashhad', 'city.json'),
      renewsPage: values.file === undefined && values.city === undefined,
    };
  } catch {
    return undefined;
  }
}

/** Megabytes of the heap and of arrays once what is not needed is gone (the command runs with --expose-gc). */
function memoryInUse(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}
