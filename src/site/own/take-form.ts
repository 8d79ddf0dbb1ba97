import { renderWarning } from '../../messages/danger-warning.js';
import type { Speech } from '../../messages/wording.js';
import type { ChangeCommand } from '../../requests/lifecycle/commands.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { RequestService } from '../../requests/request-service.js';
import {
  type NotTaken,
  OWN_ACTS,
  type OwnAct,
  readForm,
  takesPhotos,
  withPhotos,
  wordsIn,
} from './own-act.js';
import type { OwnNews } from './own-page.js';
import type { PhotoTaker } from './photo-taker.js';
import type { SentForm } from './sent-form.js';

/** What came of a form: it is done, and with it the link if it was withdrawn; or the page is shown with what is to be said. */
export type TakenForm =
  | { readonly kind: 'done'; readonly act: OwnAct }
  | { readonly kind: 'over' }
  | {
      readonly kind: 'shown';
      readonly status: number;
      readonly news?: OwnNews;
      readonly warning?: string | undefined;
    };

/** A form, by the link it was sent with. */
export interface FormOfLink {
  readonly request: Request;
  readonly token: string;
  readonly sent: SentForm;
}

export interface TakeFormOptions {
  readonly requests: Pick<RequestService, 'execute'>;
  /** Keeps photos that come with a form. */
  readonly photos: Pick<PhotoTaker, 'take'>;
  /** The citizen has judged an answer: what still waited to be told by phone is known. */
  readonly onJudged: (request: Request, event: RequestEvent) => Promise<void>;
  /** Draws a name for a form that brings none. */
  readonly drawKey: () => string;
}

const KEY = /^[A-Za-z0-9_-]{16}$/;
const BAD_REQUEST = 400;
const CONFLICT = 409;
/** Of forms that were not taken; of what the lifecycle refuses, 409. */
const STATUS: Partial<Record<NotTaken, number>> = {
  notAnAct: BAD_REQUEST,
  noScore: BAD_REQUEST,
  noWords: BAD_REQUEST,
  tooLong: BAD_REQUEST,
  notSure: BAD_REQUEST,
  tooManyPhotos: BAD_REQUEST,
  photosCutOff: BAD_REQUEST,
  photosTooBig: 413,
  notAPhoto: 415,
  photosTooOften: 429,
  photosBusy: 503,
  photosLater: 503,
};

/** Carries out what the forms of a secret link say, as their citizen; whatever was wrong, what they wrote is kept. */
export function createTakeForm({
  requests,
  photos,
  onJudged,
  drawKey,
}: TakeFormOptions): (form: FormOfLink, speech: Speech) => Promise<TakenForm> {
  async function execute({ code, citizen }: Request, command: ChangeCommand, key: string) {
    const actor = { kind: 'citizen', citizen } as const;
    const result = await requests.execute(code, { command, actor, commandId: `link:${key}` });
    const judged = result.ok ? result.events.find(isJudgement) : undefined;
    if (result.ok && judged !== undefined) await onJudged(result.request, judged);
    return result;
  }

  /** What was asked for, or why it was not done. */
  async function carryOut({ request, token, sent }: FormOfLink): Promise<OwnNews> {
    const { fields, lost } = sent;
    const notTaken = (because: NotTaken): OwnNews => {
      const { act, words } = fields;
      return {
        kind: 'notTaken',
        because,
        act: OWN_ACTS.find((known) => known === act),
        words: typeof words === 'string' ? words : '',
      };
    };
    const form = readForm(fields, { hasPhotos: sent.photos.length > 0 || lost !== undefined });
    if (!form.ok) return notTaken(form.because);
    if (lost !== undefined) return notTaken(lost);
    const key = typeof fields['key'] === 'string' && KEY.test(fields['key']) ? fields['key'] : drawKey();
    const kept = await photos.take(takesPhotos(form.act) ? sent.photos : [], { token, key });
    if (!kept.ok) return notTaken(kept.because);
    const result = await execute(request, withPhotos(form.command, kept.attachments), key);
    return result.ok ? { kind: 'done', act: form.act } : notTaken(result.refusal.code);
  }

  return async (form, speech) => {
    const heard = speech.organization.understanding.findDanger(wordsIn(form.sent.fields));
    const warning = heard.kind === 'none' ? undefined : renderWarning(heard, speech);
    // Of these nothing is kept (docs/design.md, 10): whoever wrote it is told whom to call.
    if (heard.kind === 'selfHarm' || heard.kind === 'violence')
      return { kind: 'shown', status: 200, warning };
    const news = await carryOut(form);
    if (news.kind === 'notTaken')
      return { kind: 'shown', status: STATUS[news.because] ?? CONFLICT, news, warning };
    if (news.act === 'withdraw') return { kind: 'over' };
    return warning === undefined ? news : { kind: 'shown', status: 200, news, warning };
  };
}

function isJudgement({ type }: RequestEvent): boolean {
  return type === 'rated' || type === 'objected';
}
