import { assertNever } from '../assert-never.js';
import { cartableOf } from '../cartables/cartable.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import type { Logger } from '../logger.js';
import { refusalText } from '../messages/refusal-text.js';
import { createWording } from '../messages/wording.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { ChangeCommand } from '../requests/lifecycle/commands.js';
import type { Actor } from '../requests/lifecycle/facts.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { RequestService } from '../requests/request-service.js';
import { parseDay } from '../text/days.js';
import { codePoints, withoutControls, withPersianLetters } from '../text/persian.js';
import type { Texts } from '../text/texts.js';
import type { ActStore, StoredAct } from './act-store.js';
import type { ActResult, GamAct } from './gam-port.js';
import { AFTER_REFUSAL_MS, type LetterStore, type StoredLetter } from './letter-store.js';

/** Carries out what was done at a desk; doing it again changes nothing and gives the same result. */
export type TakeAct = (act: GamAct) => Promise<ActResult>;

export interface TakeActOptions {
  readonly acts: Pick<ActStore, 'find' | 'keep'>;
  readonly letters: Pick<LetterStore, 'find' | 'noteAct' | 'noteReceipt'>;
  readonly requests: Pick<RequestService, 'find' | 'execute'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly texts: Texts;
  /** The language of the desks. */
  readonly locale: Locale;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lets the operators read an answer that came too late for its position; repeating it changes nothing. */
  readonly setAside: (act: StoredAct) => Promise<void>;
  /** Tells the administrators of a file that cannot be read; repeating it changes nothing. */
  readonly fileSetAside: (act: StoredAct) => Promise<void>;
  /** Tells the administrators that Gam does not take a letter; repeating it changes nothing. */
  readonly letterRefused: (letter: StoredLetter) => Promise<void>;
}

/** Code points of what may be written at a desk. */
const LONGEST_TEXT = 8_000;

type Content<Kind> = Extract<GamAct['content'], { readonly kind: Kind }>;

/** Why an act cannot even be tried: a text of `gam.refused`. */
type Unusable = 'unknownLetter' | 'unreadable' | 'tooLong' | 'noDay' | 'unclearDay';

/** The act as a command of the lifecycle, or why it is none. */
type Readable = { readonly command: ChangeCommand } | { readonly unusable: Unusable };

/** The taker on the stores. */
export function createTakeAct(options: TakeActOptions): TakeAct {
  const { acts, letters, requests, organization, texts, locale, timeZone, clock, logger } = options;

  async function refuse(act: GamAct, letter: StoredLetter | undefined, why: Refused): Promise<ActResult> {
    const isSetAside = why.isTooLate && act.content.kind === 'answer';
    const stored: StoredAct = {
      ...known(act, letter),
      result: 'refused',
      sentence: why.sentence,
      words: wordsOf(act),
      ...(isSetAside ? { isSetAside } : {}),
    };
    await acts.keep(stored);
    if (isSetAside) await options.setAside(stored);
    logger.info({ event: 'gamActRefused', ...(letter === undefined ? {} : { request: letter.code }) });
    return { kind: 'refused', sentence: why.sentence };
  }

  function known(act: GamAct, letter: StoredLetter | undefined) {
    return {
      _id: act.id,
      at: clock.now(),
      ...(letter === undefined ? {} : { code: letter.code, position: letter.position }),
      ...(act.signer === undefined ? {} : { signer: act.signer }),
    };
  }

  /** Nothing can be done with a file that cannot be read, but to have somebody look at it. */
  async function takeBrokenFile(act: GamAct, { file, because }: Content<'brokenFile'>): Promise<ActResult> {
    const sentence = texts.plain(locale, `gam.file.${because}`);
    const stored: StoredAct = { ...known(act, undefined), result: 'refused', sentence, file };
    await acts.keep(stored);
    await options.fileSetAside(stored);
    logger.warn({ event: 'gamFileSetAside', because });
    return { kind: 'refused', sentence };
  }

  /** Nobody did anything with the letter: Gam has registered it, or does not take it. */
  async function takeReceipt(
    act: GamAct,
    letter: StoredLetter,
    { indicator, refusedBecause }: Content<'letterReceipt'>,
  ): Promise<ActResult> {
    if (refusedBecause === undefined) {
      if (indicator !== undefined) await letters.noteReceipt(letter._id, { indicator });
    } else if (!letter.isOver) {
      const again = new Date(clock.now().getTime() + AFTER_REFUSAL_MS);
      await letters.noteReceipt(letter._id, { refusedBecause, again });
      await options.letterRefused(letter);
      logger.warn({ event: 'gamLetterRefused', request: letter.code });
    }
    await acts.keep({ ...known(act, letter), result: 'accepted' });
    return { kind: 'accepted' };
  }

  async function execute(act: GamAct, letter: StoredLetter, request: Request): Promise<ActResult> {
    const { position, code } = letter;
    const readable = commandOf(act, { request, position, now: clock.now(), timeZone });
    if ('unusable' in readable) {
      return refuse(act, letter, {
        sentence: texts.plain(locale, `gam.refused.${readable.unusable}`),
        isTooLate: false,
      });
    }
    const result = await requests.execute(code, {
      command: readable.command,
      actor: actorOf(position),
      commandId: `gam:${act.id}`,
    });
    if (result.ok) {
      await acts.keep({ ...known(act, letter), result: 'accepted' });
      return { kind: 'accepted' };
    }
    const city = await organization.current();
    const speech = { organization: city, locale, now: clock.now(), timeZone, texts };
    const wording = createWording(speech);
    const [key, values] = refusalText(result.refusal, { wording, locale });
    const now = 'request' in result ? result.request : request;
    return refuse(act, letter, {
      sentence: wording.plain(key, values),
      isTooLate: !isStillWith(position, now),
    });
  }

  /** What became of an act that is known; what a crash may have left undone is done. */
  async function repeat(before: StoredAct): Promise<ActResult> {
    if (before.result === 'accepted') return { kind: 'accepted' };
    if (before.isSetAside) await options.setAside(before);
    if (before.file !== undefined) await options.fileSetAside(before);
    return { kind: 'refused', sentence: before.sentence ?? '' };
  }

  async function takeNew(act: GamAct): Promise<ActResult> {
    const { content } = act;
    if (content.kind === 'brokenFile') return takeBrokenFile(act, content);
    const letter = await letters.find(act.letter);
    const stored = letter === undefined ? undefined : await requests.find(letter.code);
    if (letter === undefined || stored === undefined) {
      const sentence = texts.plain(locale, 'gam.refused.unknownLetter');
      return refuse(act, letter, { sentence, isTooLate: false });
    }
    if (content.kind === 'letterReceipt') return takeReceipt(act, letter, content);
    const result = await execute(act, letter, stored.request);
    await letters.noteAct(letter._id, act.number);
    return result;
  }

  return async (act) => {
    const before = await acts.find(act.id);
    return before === undefined ? takeNew(act) : repeat(before);
  };
}

interface Refused {
  readonly sentence: string;
  /** The position has nothing to do with the request any more. */
  readonly isTooLate: boolean;
}

/** Whoever acts at a desk does it as the position whose cartable in Gam it is; Gam knows who that is. */
function actorOf(position: string): Actor {
  return { kind: 'manager', position, person: `gam:${position}`, channel: 'gam' };
}

/** True while a position has the request, or has answered it. */
function isStillWith(position: string, request: Request): boolean {
  const { stage } = request;
  if (cartableOf(request) === position) return true;
  return (
    stage.status === 'answered' &&
    stage.answer.by.kind === 'position' &&
    stage.answer.by.position === position
  );
}

/** Everything that somebody wrote in an act. */
function wordsOf({ content }: GamAct): string {
  switch (content.kind) {
    case 'answer':
    case 'question':
      return content.text;
    case 'referral':
      return content.note ?? '';
    case 'letterReceipt':
    case 'brokenFile':
    case 'unreadable':
      return '';
    default:
      return assertNever(content);
  }
}

/** What an act wants of the request; pure. An answer to a request with an open promise says how that went. */
function commandOf(
  { content }: Pick<GamAct, 'content'>,
  about: {
    readonly request: Request;
    readonly position: string;
    readonly now: Date;
    readonly timeZone: string;
  },
): Readable {
  const written = (text: string) => withPersianLetters(withoutControls(text)).trim();
  switch (content.kind) {
    case 'question':
      if (codePoints(content.text) > LONGEST_TEXT) return { unusable: 'tooLong' };
      return { command: { type: 'ask', question: written(content.text) } };
    case 'referral': {
      const reason = written(content.note ?? '');
      if (codePoints(reason) > LONGEST_TEXT) return { unusable: 'tooLong' };
      return { command: { type: 'refer', to: content.to, ...(reason === '' ? {} : { reason }) } };
    }
    case 'answer': {
      if (codePoints(content.text) > LONGEST_TEXT) return { unusable: 'tooLong' };
      return answerOf({ ...content, text: written(content.text) }, about);
    }
    case 'letterReceipt':
    case 'brokenFile':
    case 'unreadable':
      return { unusable: 'unreadable' };
    default:
      return assertNever(content);
  }
}

function answerOf(
  { outcome, text, day }: Extract<GamAct['content'], { readonly kind: 'answer' }>,
  { request: { stage }, position, now, timeZone }: Parameters<typeof commandOf>[1],
): Readable {
  const hasPromised =
    stage.status === 'answered' &&
    stage.promise !== undefined &&
    stage.answer.by.kind === 'position' &&
    stage.answer.by.position === position;
  const said = text === '' ? {} : { text };
  if (outcome !== 'planned') {
    return hasPromised && outcome === 'done'
      ? { command: { type: 'confirmPromise', kept: true, ...said } }
      : { command: { type: 'answer', outcome: { kind: outcome }, text, attachments: [] } };
  }
  if (day === undefined) return { unusable: 'noDay' };
  const parsed = parseDay(day, now, timeZone);
  if (!parsed.ok && parsed.because !== 'past') return { unusable: 'unclearDay' };
  // A day that is over is refused by the lifecycle, in its words.
  const end = parsed.ok ? parsed.date : now;
  return hasPromised
    ? { command: { type: 'confirmPromise', kept: false, day: end, ...said } }
    : { command: { type: 'answer', outcome: { kind: 'planned', day: end }, text, attachments: [] } };
}
