import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { packageRoot } from '../../../src/package-root.js';
import { TOKENS } from '../../simulator/harness.js';
import { NO_LIMITS_ENVIRONMENT } from '../../support/no-limits.js';
import { populate } from '../city.js';
import { bytesIn, createEmbeddedFolder, type EmbeddedFolder } from '../embedded-folder.js';
import { openFilers } from '../filers.js';
import type { Measure, Stage } from '../measure.js';
import { memoryOf, sampleMemory } from '../memory.js';
import { type Running, startProcess } from '../processes.js';
import type { Row } from '../row.js';
import { type Spread, spreadOf } from '../statistics.js';

const MEASURE = 'footprint';
const MOST_IDLE_MB = 150;
const MOST_UNDER_LOAD_MB = 350;
const MOST_OVERHEAD_KB = 4;
const STARTS = 5;
const IDLE_MS = 10_000;
/** Collections with fewer bytes for each request are not spoken of. */
const LEAST_TOLD = 50;
const KB = 1_024;
const PROGRAM = join(packageRoot, 'dist', 'src', 'main.js');

/** What the compiled program needs of a machine, with the embedded database. */
export const footprint: Measure = {
  name: MEASURE,
  title: 'the compiled program with the embedded database: its start, its memory, its room on the disk',
  async take(stage) {
    const { ground, sizes, say } = stage;
    say('compiling …');
    await promisify(execFile)('npm', ['run', 'build', '--silent'], { cwd: packageRoot });
    const data = await createEmbeddedFolder(await ground.folder('footprint'));
    const { positions } = await data.look(populate);
    const telegram = await startProcess('simulator.ts', {
      CITIZENS: String(sizes.requests),
      MANAGERS: String(positions.length),
    });
    try {
      const starts = await startOften(data, telegram);
      const empty = await data.size();
      const memory = await memoryUnderLoad(stage, data, telegram);
      const disk = await diskOf(stage, data, empty);
      return [...rowsOfProgram(starts, memory), diskRow(disk)];
    } finally {
      await telegram.kill();
    }
  },
};

function start({ dataDir }: EmbeddedFolder, telegram: Running): Promise<Running> {
  return startProcess(PROGRAM, {
    DATA_DIR: dataDir,
    CITIZEN_BOT_TOKEN: TOKENS.citizen,
    STAFF_BOT_TOKEN: TOKENS.staff,
    TELEGRAM_API_ROOT: `${telegram.address}/telegram`,
    LOG_LEVEL: 'error',
    ...NO_LIMITS_ENVIRONMENT,
  });
}

/** Milliseconds until it is ready; the first start, which takes the city in, does not count. */
async function startOften(data: EmbeddedFolder, telegram: Running): Promise<Spread> {
  const times: number[] = [];
  for (let time = 0; time <= STARTS; time += 1) {
    const program = await start(data, telegram);
    times.push(program.startMs);
    await program.interrupt();
  }
  return spreadOf(times.slice(1));
}

interface Memory {
  readonly idle: number;
  readonly underLoad: number;
}

async function memoryUnderLoad(
  { sizes, say }: Stage,
  data: EmbeddedFolder,
  telegram: Running,
): Promise<Memory> {
  const program = await start(data, telegram);
  const filers = await openFilers(telegram.address);
  try {
    await pause(IDLE_MS);
    const idle = await memoryOf(program.pid);
    say(`idle it has ${Math.round(idle)} MB; ${sizes.requests} people file …`);
    const stop = sampleMemory(program.pid);
    const { unanswered } = await filers.file({ from: 0, count: sizes.requests, atOnce: sizes.atOnce });
    if (unanswered > 0) say(`${unanswered} of them waited in vain for an answer`);
    return { idle, underLoad: Math.max(...(await stop())) };
  } finally {
    await filers.close();
    await program.interrupt();
  }
}

interface Disk {
  readonly requests: number;
  /** Bytes that a request takes: all that was kept because of it, and the request itself as BSON. */
  readonly whole: number;
  readonly itself: number;
}

async function diskOf({ say }: Stage, data: EmbeddedFolder, empty: number): Promise<Disk> {
  const full = await data.size();
  return data.look(async (connection) => {
    const requests = await connection.collection('requests').countDocuments();
    const bytes = await bytesIn(connection);
    const largest = [...bytes].filter(([, sum]) => sum / requests >= LEAST_TOLD);
    say(
      `bytes a request: ${largest.map(([name, sum]) => `${name} ${Math.round(sum / requests)}`).join(', ')}`,
    );
    return { requests, whole: (full - empty) / requests, itself: (bytes.get('requests') ?? 0) / requests };
  });
}

function rowsOfProgram(starts: Spread, { idle, underLoad }: Memory): readonly Row[] {
  const inSeconds = (ms: number) => (ms / 1_000).toFixed(1);
  const memoryRow = (what: string, megabytes: number, most: number, note: 'idle' | 'load'): Row => ({
    measure: MEASURE,
    what,
    ours: `${Math.round(megabytes)} MB`,
    goal: `≤ ${most} MB`,
    verdict: megabytes <= most ? 'yes' : 'no',
    note,
  });
  return [
    {
      measure: MEASURE,
      what: 'start to ready, warm',
      ours: `${inSeconds(starts.median)} s (${inSeconds(starts.least)} to ${inSeconds(starts.most)})`,
      goal: 'none',
      verdict: 'none',
    },
    memoryRow('memory of Node, idle', idle, MOST_IDLE_MB, 'idle'),
    memoryRow('memory of Node, under load', underLoad, MOST_UNDER_LOAD_MB, 'load'),
  ];
}

function diskRow({ requests, whole, itself }: Disk): Row {
  const overhead = (whole - itself) / KB;
  return {
    measure: MEASURE,
    what: `disk beyond the request itself, of ${requests} requests`,
    ours: `${overhead.toFixed(1)} kB each (${(whole / KB).toFixed(1)} kB with it)`,
    goal: `≤ ${MOST_OVERHEAD_KB} kB`,
    verdict: overhead <= MOST_OVERHEAD_KB ? 'yes' : 'no',
    note: 'disk',
  };
}
