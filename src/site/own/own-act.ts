import { assertNever } from '../../assert-never.js';
import { LONGEST_WORDS } from '../../filing/draft.js';
import type { ChangeCommand } from '../../requests/lifecycle/commands.js';
import { wasObjectedTo } from '../../requests/lifecycle/judging.js';
import type { Refusal } from '../../requests/lifecycle/refusal.js';
import { isOpen, type Request } from '../../requests/lifecycle/request.js';
import { codePoints, withoutControls } from '../../text/persian.js';

/** What the holder of a secret link can do, in the order of the page. */
export const OWN_ACTS = ['rate', 'object', 'reply', 'add', 'withdraw'] as const;
export type OwnAct = (typeof OWN_ACTS)[number];

/** Why a form was not taken: a part of it is missing or too long, or what the lifecycle says. */
export type NotTaken =
  | 'notAnAct'
  | 'noScore'
  | 'noWords'
  | 'tooLong'
  | 'notSure'
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

/** Reads a form of the page: `act`, and `score`, `words` or `sure` with it. */
export function readForm(form: Readonly<Record<string, unknown>>): ReadForm {
  const act = OWN_ACTS.find((known) => known === form['act']);
  const words = typeof form['words'] === 'string' ? withoutControls(form['words']).trim() : '';
  if (codePoints(words) > LONGEST_WORDS) return { ok: false, because: 'tooLong' };
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
      return words === '' ? { ok: false, because: 'noWords' } : taken({ type: 'object', reason: words });
    case 'reply':
    case 'add':
      return words === ''
        ? { ok: false, because: 'noWords' }
        : taken({ type: act, text: words, attachments: [] });
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

/** True while a link has something to show: its request is not at an end that its citizen has put to it. */
export function isOwnable({ stage }: Request): boolean {
  return stage.status !== 'closed' || stage.because !== 'withdrawn';
}

/** True if the request is open, so that somebody else might carry it on. */
export function mayBeCarriedOn(request: Request, isCaller: (citizen: string) => boolean): boolean {
  return isOpen(request) && request.followers.some((follower) => !isCaller(follower));
}
