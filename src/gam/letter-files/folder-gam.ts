import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.js';
import {
  type ActResult,
  type GamAct,
  GamAway,
  type GamLetter,
  type GamPort,
  type GamReceipt,
} from '../gam-port.js';
import { createExchangeFolder, type IncomingFile } from './exchange-folder.js';
import { type Operation, readActFile, writeLetterFile, writeReceiptFile } from './letter-file.js';
import type { FileMapping } from './mapping.js';

export interface FolderGamOptions {
  /** The folder that both sides reach, with `in` and `out` in it. */
  readonly folder: string;
  readonly mapping: FileMapping;
  /** The city's clock, for the dates in letters. */
  readonly clock: Pick<Clock, 'now'>;
  /** The machine's clock, for the order of files and for how long one may take to be written. */
  readonly machineClock: Pick<Clock, 'now'>;
}

/** Bytes of a file of Gam. */
const LARGEST_FILE = 16 * 1024 * 1024;
/** Files that are read in one look; the others wait for the next. */
const MOST_FILES = 200;
/** A file that ends too early, and does not change for so long, will not be finished any more. */
const UNFINISHED_MS = 60_000;
/** Digits of the number that a file's name begins with. */
const DIGITS = 15;

/** What a file of Gam held, by which it is known what to do with it once that was dealt with. */
type Held = GamAct['content']['kind'];

/** Gam at the other side of a folder: each letter, change and receipt a file of its own, in the order of their names. */
export function createFolderGam(options: FolderGamOptions): GamPort {
  const { mapping, clock, machineClock } = options;
  const folder = createExchangeFolder(options.folder);
  /** Files that end too early, as they were seen first. */
  const unfinished = new Map<string, IncomingFile & { readonly since: number }>();
  /** The files of the last look, by the act in them. */
  const seen = new Map<string, { readonly held: Held; readonly files: readonly string[] }>();

  /** Lays down a file, unless one of that name lies there already. */
  async function layDown(name: string, text: (now: Date) => string): Promise<void> {
    const there = await folder.listOut();
    if (there.some((one) => one.slice(DIGITS) === `-${name}`)) return;
    const last = Number(there.at(-1)?.slice(0, DIGITS) ?? 0);
    const number = Math.max(machineClock.now().getTime(), Number.isSafeInteger(last) ? last + 1 : 0);
    await folder.write(`${String(number).padStart(DIGITS, '0')}-${name}`, text(clock.now()));
  }

  function hand(operation: Operation): (letter: GamLetter) => Promise<GamReceipt> {
    return (letter) =>
      unlessAway(async () => {
        await layDown(`${letter.id}-${letter.version}-${operation}.xml`, (now) =>
          writeLetterFile(letter, { mapping, operation, now }),
        );
        return { kind: 'taken' };
      });
  }

  /** The act in a file; undefined while it is being written, or if it is gone. */
  async function readIncoming(file: IncomingFile): Promise<GamAct | undefined> {
    if (file.size > LARGEST_FILE)
      return broken(file.name, 'tooBig', Buffer.from(`${file.size} ${file.changedMs}`));
    const bytes = await folder.read(file.name);
    if (bytes === undefined) return undefined;
    const read = readActFile(bytes, mapping);
    if ('act' in read) return read.act;
    if (read.problem === 'cutShort' && mayStillGrow(file)) return undefined;
    return broken(file.name, read.problem, bytes);
  }

  function mayStillGrow(file: IncomingFile): boolean {
    const now = machineClock.now().getTime();
    const before = unfinished.get(file.name);
    const isSame = before?.size === file.size && before.changedMs === file.changedMs;
    const since = isSame ? before.since : now;
    unfinished.set(file.name, { ...file, since });
    return now - since < UNFINISHED_MS;
  }

  /** The acts in the files that lie there, and notes which file holds which. */
  async function look(): Promise<readonly GamAct[]> {
    const files = (await folder.listIn()).slice(0, MOST_FILES);
    const names = new Set(files.map(({ name }) => name));
    for (const name of unfinished.keys()) if (!names.has(name)) unfinished.delete(name);
    seen.clear();
    const acts: GamAct[] = [];
    for (const file of files) {
      const act = await readIncoming(file);
      if (act === undefined) continue;
      const { files: others } = seen.get(act.id) ?? { files: [] };
      seen.set(act.id, { held: act.content.kind, files: [...others, file.name] });
      acts.push(act);
    }
    return acts;
  }

  /** Says what became of an act, and only then takes its files away. */
  async function settle(act: string, result: ActResult): Promise<void> {
    const { held, files } = seen.get(act) ?? { held: 'letterReceipt', files: [] };
    if (held === 'brokenFile') {
      const sentence = result.kind === 'refused' ? result.sentence : '';
      for (const name of files) await folder.setAside(name, { name: asideName(act, name), sentence });
      return;
    }
    // A receipt has no receipt.
    if (held !== 'letterReceipt') {
      const id = `receipt-${digest(act).slice(0, 16)}`;
      await layDown(`${id}.xml`, (now) => writeReceiptFile(act, result, { mapping, id, now }));
    }
    for (const name of files) await folder.remove(name);
  }

  return {
    put: hand('put'),
    update: hand('update'),
    withdraw: hand('withdraw'),
    fetchActs: () => unlessAway(look),
    giveReceipt: (act, result) => unlessAway(() => settle(act, result)),
  };
}

/** An act that stands for a file which cannot be read; the same content is the same act. */
function broken(
  file: string,
  because: Extract<GamAct['content'], { readonly kind: 'brokenFile' }>['because'],
  content: Buffer,
): GamAct {
  const id = `file-${digest(`${file}\n`, content)}`;
  return { id, letter: '', number: 0, content: { kind: 'brokenFile', file, because } };
}

/** The name of a file aside: another file of the same name has another. */
function asideName(act: string, name: string): string {
  return `${act.slice('file-'.length, 'file-'.length + 8)}-${name}`;
}

function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Whatever goes wrong with the folder passes, as far as anybody here can tell: nothing is lost meanwhile. */
async function unlessAway<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new GamAway('The folder of Gam cannot be used.', { cause });
  }
}
