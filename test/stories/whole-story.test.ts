import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextTimeOfDay } from '../../src/calendar.js';
import { packageRoot } from '../../src/package-root.js';
import { findProblems } from '../../src/story/expectation.js';
import type { Sight } from '../../src/story/phones.js';
import { problemsOfPlay } from '../../src/story/play-problems.js';
import { type PlayedAct, playStory } from '../../src/story/stage.js';
import { chooseStory } from '../../src/story/stories.js';
import { createWholeStory } from '../../src/story/whole-story.js';
import { type RunningCity, startCity } from '../support/city.js';
import type { WatchedCommands } from '../support/watched-commands.js';
import { wordsOfStory } from './story-words.js';

/** What the story says, so that no text changes unseen. */
const KEPT = join(packageRoot, 'test', 'fixtures', 'story.txt');

let running: RunningCity;
let played: readonly PlayedAct[];
let asked: WatchedCommands;

beforeAll(async () => {
  running = await startCity({ isInThisProcess: true });
  asked = running.watchDatabase();
  const now = await running.city.now();
  const begin = nextTimeOfDay(now, 13, 'Asia/Tehran');
  await running.city.advance({ advanceSeconds: (begin.getTime() - now.getTime()) / 1000 });
  played = await playStory(createWholeStory(), running.city);
});
afterAll(() => running.stop());

/** Everything that the bots showed in the play, with the act in which it was seen. */
function shown(): readonly { readonly act: PlayedAct; readonly index: number; readonly sight: Sight }[] {
  return played.flatMap((act) =>
    act.seen.flatMap((sight, index) =>
      sight.kind === 'received' || sight.kind === 'edited' ? [{ act, index, sight }] : [],
    ),
  );
}

function problemsAfter(change: (sight: Sight) => readonly Sight[]): readonly string[] {
  return shown().flatMap(({ act, index, sight }) => {
    const changed = change(sight);
    const seen = [...act.seen.slice(0, index), ...changed, ...act.seen.slice(index + 1)];
    const isCaught = findProblems(act.expected, seen).length > 0;
    return isCaught ? [] : [`${act.act.title}: ${sight.phone.owner} ${sight.kind} «${sight.text}»`];
  });
}

it('happens from the first message to the rating, with nothing missing, doubled or wrong', async () => {
  expect(await problemsOfPlay(played, running.city)).toEqual([]);
  expect(shown().length).toBeGreaterThan(30);
});

it('says word for word what is kept of it; KEEP_STORY=1 keeps what it says now', async () => {
  const words = wordsOfStory(played);
  if (process.env['KEEP_STORY'] !== undefined) await writeFile(KEPT, words);
  expect(words).toBe(await readFile(KEPT, 'utf8'));
});

it('asks the database nothing that no index answers', async () => {
  expect(asked.counts()).toMatchObject({ 'update chats': expect.any(Number) });
  // The page of the simulation lists all its people; incidents and the addresses of other systems are few. Once a day,
  // which may or may not come while the story is played, old buttons are forgotten: no index is worth that every update
  // would have to keep it up. Nothing else is looked at in whole.
  const mayBe = ['find incidents {}', 'find staff {}', 'find webhookEndpoints {}', 'update chats {$or}'];
  expect((await asked.unindexed()).filter((command) => !mayBe.includes(command))).toEqual([]);
});

it('asks one server alone for what would be spread over several, except for what docs/running.md names', async () => {
  const page = await readFile(join(packageRoot, 'docs', 'running.md'), 'utf8');
  const [, keys = '', exceptions = ''] = page.split(/\| collection \| shard key \||\| asked of all \|/);
  const shardKeys = Object.fromEntries(
    [...keys.matchAll(/^\| `(\w+)` \| `(\w+)`/gm)].map(([, collection = '', key = '']) => [collection, key]),
  );
  const named = [...exceptions.matchAll(/`(\w+ \w+ \{[^`]*\})`/g)].map(([, command]) => command);
  expect(Object.keys(shardKeys).length).toBeGreaterThan(8);
  expect(asked.scattered(shardKeys).filter((command) => !named.includes(command))).toEqual([]);
  expect(named.filter((command) => shardKeys[command?.split(' ')[1] ?? ''] === undefined)).toEqual([]);
});

describe('the check of the story fails', () => {
  it('when any one message is missing', () => {
    expect(problemsAfter(() => [])).toEqual([]);
  });

  it('when any one message comes twice', () => {
    expect(problemsAfter((sight) => [sight, sight])).toEqual([]);
  });

  it('when any one message goes to somebody else', () => {
    const stranger = { owner: 'دیگری', bot: 'staff', person: 1 } as const;
    expect(problemsAfter((sight) => [{ ...sight, phone: stranger }])).toEqual([]);
  });

  it('when a deadline is an hour off', () => {
    const notices = shown().filter(({ act, sight }) => isOfDeadline(act, sight));
    const missed = notices.filter(({ act, index, sight }) => {
      const wrong = { ...sight, text: sight.text.replace(/ساعت [۰-۹]{2}/g, 'ساعت ۰۰') };
      const seen = [...act.seen.slice(0, index), wrong, ...act.seen.slice(index + 1)];
      return findProblems(act.expected, seen).length === 0;
    });
    expect(notices.length).toBeGreaterThanOrEqual(12);
    expect(missed.map(({ sight }) => sight.text)).toEqual([]);
  });

  it('when a level is left out: any other one, instead of the one that should have it', () => {
    const climbs = played.filter(({ act }) => act.title.endsWith('پاسخ نمی‌دهد'));
    expect(climbs).toHaveLength(4);
    const missed = climbs.flatMap((climb) =>
      climbs
        .filter((other) => other !== climb && findProblems(climb.expected, other.seen).length === 0)
        .map((other) => `${climb.act.title}: ${other.act.title}`),
    );
    expect(missed).toEqual([]);
  });

  it('when a card keeps buttons that it should have lost', () => {
    const kept = shown().filter(({ sight }) => sight.kind === 'edited' && sight.buttons.length === 0);
    expect(kept.length).toBeGreaterThan(6);
    const missed = kept.filter(({ act, index, sight }) => {
      const wrong = { ...sight, buttons: [['پاسخ']] };
      return (
        findProblems(act.expected, [...act.seen.slice(0, index), wrong, ...act.seen.slice(index + 1)])
          .length === 0
      );
    });
    expect(missed.map(({ sight }) => sight.text)).toEqual([]);
  });
});

describe('the story of the citizen', () => {
  it('happens with four updates by voice and no more than five in writing', async () => {
    const story = chooseStory('citizen');
    if ('problem' in story) throw new Error(story.problem);
    const filed = await playStory(story.story, running.city);
    const cast = new Set([...played, ...filed].flatMap(({ seen }) => seen.map(({ phone }) => phone.person)));
    const people = (await running.city.people()).filter(({ id }) => !cast.has(id));
    const apart = { ...running.city, people: async () => people };
    expect(await problemsOfPlay(filed, apart)).toEqual([]);

    const [voice] = filed;
    if (voice === undefined) throw new Error('Nothing was played.');
    const repeated = voice.seen.filter(({ kind }) => kind === 'pressed');
    const longer = { ...voice, seen: [...voice.seen, ...repeated.slice(0, 1)] };
    expect((await problemsOfPlay([longer], apart)).join()).toContain('took 5 updates, and 4 must be enough');
  });

  it('is chosen by its name, and the whole story without one', () => {
    expect(chooseStory()).toMatchObject({ story: { name: 'whole' }, whereabouts: { citizen: 'telegram' } });
    expect(chooseStory('bale')).toMatchObject({ story: { name: 'whole' }, whereabouts: { staff: 'bale' } });
    expect(chooseStory('citizen', 'mixed')).toMatchObject({
      story: { name: 'citizen' },
      whereabouts: { citizen: 'bale', staff: 'telegram' },
    });
    expect(chooseStory('citizen', 'rubika')).toEqual({
      problem: 'There is no place «rubika». There are: telegram, bale, mixed.',
    });
    expect(chooseStory('نقالی')).toEqual({
      problem: 'There is no story «نقالی». There are: whole, citizen, connected.',
    });
  });
});

/** True for a message in which one of the deadlines that the act expects stands. */
function isOfDeadline(act: PlayedAct, { text, kind }: Sight): boolean {
  const deadlines = act.expected.flatMap(({ says }) =>
    says.flatMap((words) => (typeof words === 'string' ? [] : words)),
  );
  return kind === 'received' && deadlines.some((deadline) => text.includes(deadline));
}
