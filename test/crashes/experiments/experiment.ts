import { type Chance, createChance } from '../../../src/month/chance.js';
import { type Book, createBook } from './book.js';
import { type Comparison, compare } from './compare.js';
import { createPlayers, type Players } from './players.js';
import type { Mutation } from './points.js';
import { openWorld, type World } from './world.js';

/** One experiment: a load, something that goes wrong, and what must hold all the same. */
export interface Experiment {
  readonly name: string;
  /** What goes wrong, in a few words. */
  readonly title: string;
  readonly citizens: number;
  /** True where every unit has its requests in Gam as well. */
  readonly usesGam?: true;
  readonly isApart?: never;
  run(stage: Stage): Promise<void>;
}

/** An experiment without a world: it starts what it needs by itself, and says by itself what did not hold. */
export interface Trial {
  readonly name: string;
  readonly title: string;
  readonly isApart: true;
  run(stage: TrialStage): Promise<void>;
}

/** What every experiment is played with. */
interface AnyStage {
  /** True for the form that takes seconds. */
  readonly isShort: boolean;
  /** Counts something for what is printed at the end. */
  count(what: string): void;
  /** Notes something that did not hold. */
  miss(sentence: string): void;
}

/** What an experiment without a world is played with. */
export interface TrialStage extends AnyStage {
  readonly chance: Chance;
  /** The file in which the program is. */
  readonly program: string;
}

/** What an experiment is played with. */
export interface Stage extends AnyStage {
  readonly world: World;
  readonly players: Players;
  readonly book: Book;
  /** Notes that an update, by the id of what it was given up as, is handled once more, and out of order. */
  handledAgain(letter: string): void;
  /** Names updates that Telegram does not keep in order with the others. */
  comeApart(updates: ReadonlySet<number>): void;
  /** Notes that somebody has blocked the bot for citizens. */
  blocks(person: number): void;
  /** Lets a moment pass, lets everybody do something, waits until all of it is dealt with, and looks. */
  settledRound(): Promise<void>;
}

/** What came of an experiment. */
export interface Result {
  readonly problems: readonly string[];
  /** What people and their requests came to; absent without a world. */
  readonly compared?: Comparison;
  readonly counted: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const MOMENT_MS = 5_000;
export const HOUR_MS = 3_600_000;

interface PlayOptions {
  /** The file in which the program is. */
  readonly program: string;
  readonly seed: number;
  readonly isShort: boolean;
  readonly mutation?: Mutation | undefined;
}

/** Plays an experiment, in a world of its own where it has one, and compares. Nothing of it is left afterwards. */
export async function play(experiment: Experiment | Trial, options: PlayOptions): Promise<Result> {
  const began = performance.now();
  const played = await (experiment.isApart
    ? playApart(experiment, options)
    : playInWorld(experiment, options));
  return { ...played, seconds: Math.round((performance.now() - began) / 1000) };
}

type Played = Omit<Result, 'seconds'>;

async function playApart(trial: Trial, { program, seed, isShort }: PlayOptions): Promise<Played> {
  const counted: Record<string, number> = {};
  const problems: string[] = [];
  await trial.run({
    chance: createChance(seed),
    program,
    isShort,
    count(what) {
      counted[what] = (counted[what] ?? 0) + 1;
    },
    miss: (sentence) => problems.push(sentence),
  });
  return { problems, counted };
}

async function playInWorld(experiment: Experiment, options: PlayOptions): Promise<Played> {
  const world = await openWorld({
    ...options,
    citizens: experiment.citizens,
    usesGam: experiment.usesGam === true,
  });
  try {
    const players = createPlayers(world);
    const book = createBook(world, players);
    const counted: Record<string, number> = {};
    const missed: string[] = [];
    const again = new Set<string>();
    const blocked = new Set<number>();
    let apart: ReadonlySet<number> = new Set();
    await experiment.run({
      world,
      players,
      book,
      isShort: options.isShort,
      count(what) {
        counted[what] = (counted[what] ?? 0) + 1;
      },
      miss: (sentence) => missed.push(sentence),
      handledAgain: (letter) => again.add(letter),
      blocks: (person) => blocked.add(person),
      comeApart(updates) {
        apart = updates;
      },
      async settledRound() {
        world.advance(MOMENT_MS);
        await players.round();
        await world.rest();
        await book.look();
      },
    });
    await world.rest();
    await book.look();
    const compared = await compare(world, players, book, { again, apart, blocked });
    return { problems: [...missed, ...compared.problems], compared, counted };
  } finally {
    await world.close();
  }
}
