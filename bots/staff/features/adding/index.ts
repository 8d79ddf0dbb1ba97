import { Composer } from 'telegraf';
import { assertNever } from '../../../../src/assert-never.js';
import { wordsOf } from '../../../../src/filing/draft.js';
import {
  beginSupplying,
  isEmpty,
  keepSupplying,
  placeOf,
  readSupplying,
  type SupplyInput,
  type Supplying,
  takeSupply,
} from '../../../../src/filing/supplement.js';
import { WORDS_A_MESSAGE } from '../../../../src/messages/message-parts.js';
import { placeLine } from '../../../../src/messages/topic.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { ChangeCommand } from '../../../../src/requests/lifecycle/commands.js';
import { isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { truncate } from '../../../../src/text/persian.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import { rehearse } from '../../dry-run.js';
import { button, inline, leavingRow, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText, type StaffRefusal } from '../../refusals.js';
import { onPress } from '../../routing.js';
import { cancel, setAside } from '../../unfinished.js';
import type { CallInput } from '../call/flow.js';
import { said } from '../call/input.js';
import { keepNoting, readNoting } from './noting.js';

/** What an operator adds to a request for whoever called. */
type Addition = Extract<ChangeCommand, { type: 'note' | 'add' }>;

const NOT_ALLOWED = { code: 'notAllowed' } as const;
/** Additions by which is tried whether one can be made now. */
const SOME_NOTE: Addition = { type: 'note', text: '.' };
const SOME_WORDS: Addition = { type: 'add', text: '.', attachments: [] };

/** What an operator adds to an open request: the words of a caller, which its manager gets, or a remark for staff. */
export function adding(options: FeatureOptions): Composer<StaffContext> {
  const { requests, attachments, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('addNote', async (visit, [code]) => {
      if (!(await mayAdd(visit, code, SOME_NOTE))) return;
      await setAside(visit, messenger);
      visit.conversation = keepNoting({ code });
      const html = visit.wording.html('find.note.ask', { code: visit.wording.code(code) });
      await visit.say(html, inline(leavingRow(visit)));
    }),
    onPress('addWords', async (visit, [code]) => {
      if (!(await mayAdd(visit, code, SOME_WORDS))) return;
      await setAside(visit, messenger);
      await ask(
        visit,
        beginSupplying({ code, as: 'addition', paused: null, step: 'collect', begunBy: messageIdOf(visit) }),
      );
    }),
    onPress('addSend', async (visit, _values, next) => {
      const supplying = openSupplying(visit);
      if (supplying === undefined || messageIdOf(visit) !== supplying.askedAt) return next();
      await visit.answerPress();
      await take(visit, supplying, { kind: 'send' });
    }),
    onPress('back', async (visit, _values, next) => {
      if (openSupplying(visit) === undefined && readNoting(visit.conversation) === undefined) return next();
      await visit.answerPress();
      await cancel(visit, messenger);
    }),
  );

  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    if (act.kind === 'press') return next();
    const isWord = act.kind === 'text' && act.word !== undefined && act.word !== 'back';
    const noting = readNoting(visit.conversation);
    const supplying = openSupplying(visit);
    if (isWord || (noting === undefined && supplying === undefined)) return next();
    const input = await said(act, attachments, visit.person);
    if (input?.kind === 'back') return cancel(visit, messenger);
    if (noting !== undefined) {
      if (input?.kind === 'typed') return note(visit, noting.code, input.text);
      if (act.kind !== 'edit') await visit.say(visit.wording.html('find.note.textOnly'));
      return;
    }
    if (supplying === undefined) return;
    const supplied = input === undefined ? undefined : supplyOf(input);
    if (supplied === undefined) {
      await visit.say(visit.wording.html('supply.problem.wrongKind'));
      return;
    }
    await take(visit, supplying, supplied);
  });
  return composer;

  /** True for an operator and a request that is open; anybody else is told why not. */
  async function mayAdd(visit: Visit, code: TrackingCode, command: Addition): Promise<boolean> {
    const stored = visit.roles.includes('operator') ? await requests.find(code) : undefined;
    if (stored === undefined) await visit.note('foreignRequest', code);
    const refusal = stored === undefined ? NOT_ALLOWED : whyNot(visit, stored.request, command);
    await visit.answerPress(
      refusal === undefined ? undefined : visit.wording.plain(...refusalText(refusal, visit)),
    );
    return refusal === undefined;
  }

  async function note(visit: Visit, code: TrackingCode, text: string): Promise<void> {
    await carryOut(visit, code, { type: 'note', text }, 'find.note.kept');
  }

  /** Does it and says so, or why not; then the operator is done with it. */
  async function carryOut(visit: Visit, code: TrackingCode, command: Addition, done: string): Promise<void> {
    const { wording } = visit;
    const outcome = visit.roles.includes('operator')
      ? await requests.execute(code, { ...visit.orderAs(undefined), command })
      : ({ ok: false, refusal: NOT_ALLOWED } as const);
    visit.conversation = null;
    if (!outcome.ok) {
      await visit.say(wording.html(...refusalText(outcome.refusal, visit)), mainKeyboard(visit));
      return;
    }
    await visit.note(command.type === 'note' ? 'noteAdded' : 'wordsAdded', code);
    await visit.say(wording.html(done, { code: wording.code(code) }), mainKeyboard(visit));
  }

  async function ask(visit: Visit, supplying: Supplying): Promise<void> {
    const { html, markup } = questionOf(visit, supplying);
    const askedAt = await visit.say(html, markup);
    if (supplying.askedAt !== undefined) await messenger.removeButtons(visit.chatId, supplying.askedAt);
    visit.conversation = keepSupplying({ ...supplying, ...(askedAt === undefined ? {} : { askedAt }) });
  }

  async function take(visit: Visit, supplying: Supplying, input: SupplyInput): Promise<void> {
    const turn = takeSupply(supplying, input, visit.organization);
    switch (turn.kind) {
      case 'ask':
        return ask(visit, turn.supplying);
      case 'refresh': {
        const { askedAt } = turn.supplying;
        const { html, markup } = questionOf(visit, turn.supplying);
        const isThere = askedAt !== undefined && (await messenger.edit(visit.chatId, askedAt, html, markup));
        if (!isThere) return ask(visit, turn.supplying);
        visit.conversation = keepSupplying(turn.supplying);
        return;
      }
      case 'stay':
        await visit.say(visit.wording.html(`supply.problem.${turn.problem}`));
        return;
      case 'send': {
        const { code, draft, askedAt } = supplying;
        const place = placeOf(draft);
        if (askedAt !== undefined) await messenger.removeButtons(visit.chatId, askedAt);
        const given = {
          text: wordsOf(draft),
          attachments: draft.attachments,
          ...(place === undefined ? {} : { place }),
        };
        return carryOut(visit, code, { type: 'add', ...given }, 'find.words.sent');
      }
      case 'newRequest':
      case 'leave':
        return cancel(visit, messenger);
      default:
        return assertNever(turn);
    }
  }
}

/** What a caller's words would add, or the question for them. */
function questionOf(visit: Visit, supplying: Supplying) {
  const { wording, speech } = visit;
  const { code, draft } = supplying;
  const leave = leavingRow(visit);
  if (isEmpty(supplying)) {
    return { html: wording.html('find.words.ask', { code: wording.code(code) }), markup: inline(leave) };
  }
  const count = draft.attachments.length;
  const send = button(wording.plain('supply.button.send'), staffButtons.pack('addSend'));
  return {
    html: paragraphs(
      wording.html('supply.review.addition', { code: wording.code(code) }),
      wording.quote(truncate(wordsOf(draft), WORDS_A_MESSAGE)),
      lines(
        draft.attachments.length === 0 ? undefined : wording.html('answer.preview.files', { count }),
        placeLine(placeOf(draft), speech),
      ),
      wording.html('supply.more'),
    ),
    markup: inline([send], leave),
  };
}

/** What a caller's words are taken from; undefined for what says nothing of them. */
function supplyOf(input: CallInput): SupplyInput | undefined {
  switch (input.kind) {
    case 'typed':
      return { kind: 'typed', text: input.text, messageId: input.messageId };
    case 'edited':
    case 'file':
    case 'tooBig':
    case 'location':
      return input;
    default:
      return undefined;
  }
}

function openSupplying(visit: Visit): Supplying | undefined {
  return readSupplying(visit.conversation);
}

function messageIdOf({ act }: Visit): number {
  return act.messageId ?? 0;
}

/** Why something cannot be added now; undefined where it can. */
function whyNot(visit: Visit, request: Request, command: Addition): StaffRefusal | undefined {
  if (!isOpen(request)) return { code: 'notNow', status: request.stage.status };
  const decision = rehearse(visit, request, undefined, command);
  return decision.ok ? undefined : decision.refusal;
}
