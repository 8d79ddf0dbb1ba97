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
import type { LetterStore, StoredLetter } from './letter-store.js';

/** Carries out what was done at a desk; doing it again changes nothing and gives the same result. */
export type TakeAct = (act: GamAct) => Promise<ActResult>;

export interface TakeActOptions {
  readonly acts: Pick<ActStore, 'find' | 'keep'>;
  readonly letters: Pick<LetterStore, 'find' | 'noteAct'>;
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
}

/** Code points of what may be written at a desk. */
const LONGEST_TEXT = 8_000;

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

  return async (act) => {
    const before = await acts.find(act.id);
    if (before?.result === 'accepted') return { kind: 'accepted' };
    if (before !== undefined) {
      // A crash may have come between the two.
      if (before.isSetAside) await options.setAside(before);
      return { kind: 'refused', sentence: before.sentence ?? '' };
    }
    const letter = await letters.find(act.letter);
    const stored = letter === undefined ? undefined : await requests.find(letter.code);
    if (letter === undefined || stored === undefined) {
      const sentence = texts.plain(locale, 'gam.refused.unknownLetter');
      return refuse(act, letter, { sentence, isTooLate: false });
    }
    const result = await execute(act, letter, stored.request);
    await letters.noteAct(letter._id, act.number);
    return result;
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
