import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTimeOfDay } from '../calendar.js';
import { ConfigError, readConfig } from '../config.js';
import { createLogger } from '../logger.js';
import { packageRoot } from '../package-root.js';
import { startProduct } from '../product/index.js';
import { type CityClient, createCityClient, messengersOf } from './city-client.js';
import { writeConversations } from './conversations.js';
import { problemsOfPlay, updatesOf } from './play-problems.js';
import type { Story } from './stage.js';
import { playStory } from './stage.js';
import { chooseStory } from './stories.js';
import {
  describeEffort,
  describeSight,
  describeWaiting,
  writeConclusion,
  writeHeading,
} from './transcript.js';

/**
 * The hour of the day, in the city, at which the story begins: far from the quiet hours and the morning
 * digest.
 */
const BEGINS_AT = 13;

/** The story knows what each press is answered with, also where the machine is slow. */
const PRESS_PATIENCE_MS = 60_000;

/** Writes the ten conversations of the documents instead of playing a story. */
const CONVERSATIONS = 'conversations';

process.exit(await main(process.argv[2], process.argv[3]));

/**
 * Plays the story with that name, on the messengers of that place, in a city of its own and prints it, or writes the conversations of the documents;
 * resolves to 0 if all of it happened, else to 1.
 */
async function main(name: string | undefined, place: string | undefined): Promise<number> {
  const chosen = name === CONVERSATIONS ? undefined : chooseStory(name, place);
  if (chosen !== undefined && 'problem' in chosen) {
    say(chosen.problem);
    return 1;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'pasokh-story-'));
  try {
    const config = readConfig({
      DATA_DIR: dataDir,
      PORT: '0',
      MONGODB_URI: process.env['MONGODB_URI'],
      RECALL_SECONDS: '0',
      ...(chosen === undefined ? {} : { SIMULATED_MESSENGERS: messengersOf(chosen.whereabouts) }),
    });
    const logger = createLogger({ level: 'silent' });
    const product = await startProduct({
      config,
      logger,
      pressPatienceMs: PRESS_PATIENCE_MS,
      onProgress: say,
    });
    try {
      const city = createCityClient(product.url, chosen?.whereabouts);
      const now = await city.now();
      const begin = nextTimeOfDay(now, BEGINS_AT, config.timeZone);
      await city.advance({ advanceSeconds: (begin.getTime() - now.getTime()) / 1000 });
      if (chosen !== undefined) return await tellStory(chosen.story, city);
      await writeFile(join(packageRoot, 'docs/conversations.md'), await writeConversations(city));
      return 0;
    } finally {
      await product.stop();
    }
  } catch (error) {
    say(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Plays a story and prints it; resolves to 0 if all of it happened, else to 1. */
async function tellStory(story: Story, city: CityClient): Promise<number> {
  const played = await playStory(story, city, {
    onAct: ({ title }, at) => say(writeHeading(title, at)),
    onWait: (hours, until) => say(describeWaiting(hours, until)),
    onSight: (sight) => say(describeSight(sight)),
    onPlayed: (one) => {
      const { mostUpdates } = one.act;
      if (mostUpdates !== undefined) say(describeEffort(updatesOf(one), mostUpdates));
    },
  });
  const problems = await problemsOfPlay(played, city);
  say(writeConclusion(problems));
  return problems.length === 0 ? 0 : 1;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
