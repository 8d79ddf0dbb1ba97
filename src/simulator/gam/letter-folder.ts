import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { GamFaults } from './faults.js';
import { readSentFile, writeActFile, writeReceiptFile } from './letter-files.js';
import type { DeskAct, Office, OfficeLetter } from './office.js';

/** The simulated office automation at its side of a folder: takes the product's files, and lays down its own. */
export interface LetterFolder {
  /** Takes what lies there, and lays down what there is to say. */
  exchange(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Milliseconds between looks at the folder. */
const LOOK_MS = 500;

/** The office's side of a folder, which is made if it is not there. */
export function createLetterFolder(options: {
  readonly folder: string;
  readonly office: Office;
  readonly faults: GamFaults;
  /** Codes of the positions that exist. */
  readonly positions: () => Promise<ReadonlySet<string>>;
  readonly clock: Pick<Clock, 'now'>;
  readonly wallClock: Pick<Clock, 'sleep'>;
  readonly logger: Logger;
  /** Tells the product that something lies there. */
  readonly tellProduct: () => Promise<void>;
}): LetterFolder {
  const { folder, office, faults, positions, clock, wallClock, logger } = options;
  const theirs = join(folder, 'out');
  const ours = join(folder, 'in');
  /** Where the folders are while the office is away. */
  const hidden = { out: join(folder, '.out-away'), in: join(folder, '.in-away') };
  const stopping = new AbortController();
  let running = Promise.resolve();
  /** Acts that were laid down and have no receipt yet. */
  const laidDown = new Set<string>();
  /** Files of the product that were there at the last look, for a slow office. */
  let seen: ReadonlySet<string> = new Set();
  /** Files of which only the beginning lies there, with their whole text. */
  const halves = new Map<string, string>();
  let counter = 0;

  /** A number that no file of this office has had, also before a restart. */
  function freshNumber(): string {
    counter += 1;
    return `${clock.now().getTime()}-${String(counter).padStart(6, '0')}`;
  }

  function move(from: string, to: string): void {
    try {
      renameSync(from, to);
    } catch {
      // It is there already.
    }
  }

  function layDown(text: string): void {
    const path = join(ours, `${freshNumber()}.xml`);
    if (faults.happens('halfWritten')) {
      writeFileSync(path, text.slice(0, text.length / 2));
      halves.set(path, text);
      return;
    }
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  }

  /** Takes what the product has laid down; true if there is something to say of it. */
  async function takeFiles(): Promise<boolean> {
    const known = await positions();
    const names = readdirSync(theirs).filter((name) => /^[^.].*\.xml$/.test(name));
    const isSlow = faults.isOn('slow');
    let hasSaid = false;
    for (const name of names.toSorted()) {
      if (isSlow && !seen.has(name)) continue;
      hasSaid = take(readFileSync(join(theirs, name)), known) || hasSaid;
      rmSync(join(theirs, name));
    }
    seen = new Set(names);
    return hasSaid;
  }

  function take(content: Buffer, known: ReadonlySet<string>): boolean {
    const sent = readSentFile(content);
    if (sent.kind === 'receipt') {
      office.giveReceipt(sent.act, { accepted: sent.accepted, sentence: sent.sentence });
      laidDown.delete(sent.act);
      if (faults.isOn('twice')) layDownAgain(sent.act);
      return faults.isOn('twice');
    }
    const { letter, isWithdrawn } = sent;
    const receipt = { number: `ر/${freshNumber()}`, letter: letter.id };
    const refused = faults.happens('refuses')
      ? 'دبیرخانه این نامه را نپذیرفت.'
      : known.has(letter.receiverCode)
        ? undefined
        : `سمتی با کد ${letter.receiverCode} نیست.`;
    if (refused !== undefined) {
      layDown(writeReceiptFile({ ...receipt, refused }));
      return true;
    }
    const { indicator } = office.take(letter, isWithdrawn);
    if (faults.happens('lostAnswer')) return false;
    layDown(writeReceiptFile({ ...receipt, indicator }));
    return true;
  }

  function layDownAgain(act: string): void {
    const letter = office.list().find(({ acts }) => acts.some(({ id }) => id === act));
    const done = letter?.acts.find(({ id }) => id === act);
    if (letter !== undefined && done !== undefined) layDown(writeActFile(letter, done));
  }

  /** Lays down what was done at the desks; true if there was something. */
  function layDownActs(): boolean {
    const fresh = office.open().filter(({ act }) => !laidDown.has(act.id));
    // Out of order: what was done last lies there a look before the rest.
    const now = faults.isOn('outOfOrder') ? fresh.slice(-1) : fresh;
    for (const { letter, act } of now) layDownOne(letter, act);
    return now.length > 0;
  }

  function layDownOne(letter: OfficeLetter, act: DeskAct): void {
    const text = writeActFile(letter, act);
    if (faults.happens('broken')) layDown(`<!DOCTYPE Letter>\n${text.slice(text.indexOf('<Letter'))}`);
    layDown(text);
    if (faults.isOn('twice')) layDown(text);
    laidDown.add(act.id);
  }

  function finishHalves(): boolean {
    const any = halves.size > 0;
    for (const [path, text] of halves) writeFileSync(path, text);
    halves.clear();
    return any;
  }

  async function exchangeOnce(): Promise<void> {
    if (faults.isOn('away')) {
      move(theirs, hidden.out);
      move(ours, hidden.in);
      return;
    }
    move(hidden.out, theirs);
    move(hidden.in, ours);
    for (const one of [theirs, ours]) mkdirSync(one, { recursive: true });
    const said = [finishHalves(), await takeFiles(), layDownActs()];
    if (said.includes(true)) await options.tellProduct();
  }

  let exchanging = Promise.resolve();
  function exchange(): Promise<void> {
    exchanging = exchanging.then(exchangeOnce, exchangeOnce);
    return exchanging;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await exchange().catch((error: unknown) => logger.warn({ event: 'gamFolderFailed', error }));
      await wallClock.sleep(LOOK_MS, stopping.signal);
    }
  }

  return {
    exchange,
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
      await exchanging.catch(() => undefined);
    },
  };
}
