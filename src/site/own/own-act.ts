import { assertNever } from '../../assert-never.js';
import { LONGEST_WORDS } from '../../filing/draft.js';
import type { ChangeCommand } from '../../requests/lifecycle/commands.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';
import { wasObjectedTo } from '../../requests/lifecycle/judging.js';
import type { Refusal } from '../../requests/lifecycle/refusal.js';
import { isOpen, type Request } from '../../requests/lifecycle/request.js';
import { codePoints, withoutControls } from '../../text/persian.js';
import type { PhotosRefused } from './photo-taker.js';
import type { PhotosLost } from './sent-form.js';

/** What the holder of a secret link can do, in the order of the page. */
export const OWN_ACTS = ['rate', 'object', 'reply', 'add', 'withdraw'] as const;
export type OwnAct = (typeof OWN_ACTS)[number];

/** True for what photos can be sent with. */
export function takesPhotos(act: OwnAct): boolean {
  return act === 'object' || act === 'reply' || act === 'add';
}

/** Why a form was not taken: a part of it is missing or too long, its photos did not arrive, or what the lifecycle says. */
export type NotTaken =
  | 'notAnAct'
  | 'noScore'
  | 'noWords'
  | 'tooLong'
  | 'notSure'
  | PhotosLost
  | PhotosRefused
  | Refusal['code']
  | 'notFound';

/** What a form says, or what is wrong with it. */
export type ReadForm =
  | { readonly ok: true; readonly act: OwnAct; readonly command: ChangeCommand; readonly words: string }
  | { readonly ok: false; readonly because: NotTaken };

/** What can be done with a request now: what the bot would offer its citizen. */
export function ownActs(request: Request): readonly OwnAct[] {
  const { stage } = request;
  switch (stage.status) {
    case 'answered': {
      if (stage.objectBy === undefined) return [];
      const isRated = stage.answer.rating !== undefined;
      return [
        ...(isRated ? [] : ['rate' as const]),
        ...(wasObjectedTo(request, stage.answer.by) ? [] : ['object' as const]),
      ];
    }
    case 'waiting':
      return ['reply', 'withdraw'];
    case 'intake':
    case 'referred':
    case 'followUp':
      return ['add', 'withdraw'];
    case 'closed':
      return [];
    default:
      return assertNever(stage);
  }
}

/** What was written into a form. */
export function wordsIn(form: Readonly<Record<string, unknown>>): string {
  return typeof form['words'] === 'string' ? withoutControls(form['words']).trim() : '';
}

/** Reads a form of the page: `act`, and `score`, `words` or `sure` with it. Photos make up for words. */
export function readForm(
  form: Readonly<Record<string, unknown>>,
  { hasPhotos }: { readonly hasPhotos: boolean },
): ReadForm {
  const act = OWN_ACTS.find((known) => known === form['act']);
  const words = wordsIn(form);
  if (codePoints(words) > LONGEST_WORDS) return { ok: false, because: 'tooLong' };
  if (act !== undefined && takesPhotos(act) && words === '' && !hasPhotos)
    return { ok: false, because: 'noWords' };
  const taken = (command: ChangeCommand): ReadForm =>
    act === undefined ? { ok: false, because: 'notAnAct' } : { ok: true, act, command, words };
  switch (act) {
    case undefined:
      return { ok: false, because: 'notAnAct' };
    case 'rate': {
      const score = Number(form['score']);
      return form['score'] === undefined ? { ok: false, because: 'noScore' } : taken({ type: 'rate', score });
    }
    case 'object':
      return taken({ type: 'object', reason: words });
    case 'reply':
    case 'add':
      return taken({ type: act, text: words, attachments: [] });
    case 'withdraw':
      if (form['sure'] !== 'yes') return { ok: false, because: 'notSure' };
      return taken({
        type: 'withdraw',
        ...(words === '' ? {} : { reason: words }),
        ...(form['keepsWords'] === 'yes' ? { keepsWords: true } : {}),
      });
    default:
      return assertNever(act);
  }
}

/** The command with the photos that came with it. */
export function withPhotos(command: ChangeCommand, photos: readonly Attachment[]): ChangeCommand {
  const isWithPhotos = command.type === 'object' || command.type === 'reply' || command.type === 'add';
  return photos.length > 0 && isWithPhotos ? { ...command, attachments: photos } : command;
}

/** True while a link has something to show: its request is not at an end that its citizen has put to it. */
export function isOwnable({ stage }: Request): boolean {
  return stage.status !== 'closed' || stage.because !== 'withdrawn';
}

/** True if the request is open, so that somebody else might carry it on. */
export function mayBeCarriedOn(request: Request, isCaller: (citizen: string) => boolean): boolean {
  return isOpen(request) && request.followers.some((follower) => !isCaller(follower));
}
