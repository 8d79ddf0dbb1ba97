import { assertNever } from '../../../../../src/assert-never.js';
import { botFor } from '../../../../../src/channel/person-id.js';
import { type FilingNote, wordsOf } from '../../../../../src/filing/draft.js';
import { sourcesOf } from '../../../../../src/filing/edited.js';
import {
  keepSupplement,
  readSupplement,
  type Supplement,
} from '../../../../../src/filing/kept-supplement.js';
import { receiveContent } from '../../../../../src/filing/received.js';
import {
  beginSupplement,
  isEmpty,
  placeOf,
  type SupplementInput,
  takeSupplement,
} from '../../../../../src/filing/supplement.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { WORDS_A_MESSAGE } from '../../../../../src/messages/message-parts.js';
import { placeLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import { isOpen, type Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { truncateText } from '../../../../../src/text/persian.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { isOperator } from '../../../permissions.js';
import type { StaffAction } from '../../../reception/incoming-action.js';
import { refusalText, type StaffRefusal } from '../../../refusals.js';
import { dryRun } from '../../../requests/dry-run.js';
import { keepNoting, readNoting } from './noting.js';

/** What an operator adds to a request on behalf of a caller. */
type Addition = Extract<ChangeCommand, { type: 'note' | 'add' }>;

const NOT_ALLOWED = { code: 'notAllowed' } as const;
/** Sample additions, to check in advance whether one can be made now. */
const SOME_NOTE: Addition = { type: 'note', text: '.' };
const SOME_WORDS: Addition = { type: 'add', text: '.', attachments: [] };

/**
 * What an operator adds to an open request: the words of a caller, which its manager receives, or a remark
 * for staff.
 */
export function createAddingFeature(options: FeatureOptions): StaffFeature {
  const { requests, attachments } = options;

  return {
    name: 'adding',
    presses: {
      async addNote(visit, [code]) {
        if (!(await mayAdd(visit, code, SOME_NOTE))) return done(visit.conversation);
        await setUnfinishedAside(visit);
        const html = visit.wording.html('find.note.ask', { code: visit.wording.code(code) });
        await visit.say(html, inlineKeyboard(leavingRow(visit)));
        return done(keepNoting({ code }));
      },
      async addWords(visit, [code]) {
        if (!(await mayAdd(visit, code, SOME_WORDS))) return done(visit.conversation);
        const begunBy = visit.act.messageId ?? 0;
        const begun = beginSupplement({ code, as: 'addition', paused: null, step: 'collect', begunBy });
        return done(await ask(await setUnfinishedAside(visit), begun));
      },
    },
    flows: [
      defineStaffFlow({
        name: 'noting',
        texts: 'find',
        read: readNoting,
        unfinished: ({ code }) => ({ code }),
        back: leave,
        async take(visit, { code }, act) {
          if (act.kind === 'press' || isWord(act)) return passed(visit.conversation);
          if (act.kind === 'text') return done(await note(visit, code, act.text));
          if (act.kind === 'edit') return passed(visit.conversation);
          await visit.say(visit.wording.html('find.note.textOnly'));
          return done(visit.conversation);
        },
      }),
      defineStaffFlow({
        name: 'supplying',
        texts: 'find',
        read: readSupplement,
        unfinished: ({ code, askedAt }) => ({ code, ...(askedAt === undefined ? {} : { askedAt }) }),
        back: leave,
        presses: {
          async addSend(visit, supplement) {
            if (pressedMessage(visit) !== supplement.askedAt) return passed(visit.conversation);
            await visit.answerPress();
            return done(await take(visit, supplement, { kind: 'send' }));
          },
        },
        async take(visit, supplement, act) {
          if (act.kind === 'press' || isWord(act)) return passed(visit.conversation);
          const input = await receiveContent(act, {
            bot: botFor('staff', visit.person),
            attachments,
            hasAgreed: true,
          });
          if (input !== undefined) return done(await take(visit, supplement, input));
          if (act.kind === 'edit') return passed(visit.conversation);
          await visit.say(visit.wording.html('supply.problem.wrongKind'));
          return done(visit.conversation);
        },
      }),
    ],
  };

  /** True for an operator and an open request; anybody else is told why not. */
  async function mayAdd(visit: Visit, code: TrackingCode, command: Addition): Promise<boolean> {
    const stored = isOperator(visit) ? await requests.find(code) : undefined;
    if (stored === undefined) await visit.note('foreignRequest', code);
    const refusal = stored === undefined ? NOT_ALLOWED : whyNot(visit, stored.request, command);
    await visit.answerPress(
      refusal === undefined ? undefined : visit.wording.plain(...refusalText(refusal, visit)),
    );
    return refusal === undefined;
  }

  async function note(visit: Visit, code: TrackingCode, text: string): Promise<null> {
    return carryOut(visit, code, { type: 'note', text }, 'find.note.kept', [visit.act.messageId]);
  }

  /** Carries it out and says so, or says why not; either ends the operator's conversation. */
  async function carryOut(
    visit: Visit,
    code: TrackingCode,
    command: Addition,
    told: string,
    messageIds: readonly (number | undefined)[],
  ): Promise<null> {
    const { wording } = visit;
    const result = isOperator(visit)
      ? await requests.execute(code, { ...visit.orderAs(undefined), command })
      : ({ ok: false, refusal: NOT_ALLOWED } as const);
    if (!result.ok) {
      await visit.say(wording.html(...refusalText(result.refusal, visit)), mainKeyboard(visit));
      return null;
    }
    visit.sent.note(command.type === 'note' ? 'note' : 'words', code, messageIds);
    await visit.note(command.type === 'note' ? 'noteAdded' : 'wordsAdded', code);
    await visit.say(wording.html(told, { code: wording.code(code) }), mainKeyboard(visit));
    return null;
  }

  async function ask(
    visit: Visit,
    supplement: Supplement,
    notes: readonly FilingNote[] = [],
  ): Promise<Conversation> {
    const { html, markup } = questionOf(visit, supplement, notes);
    const askedAt = await visit.say(html, markup);
    await visit.takeButtons(supplement.askedAt);
    return keepSupplement({ ...supplement, ...(askedAt === undefined ? {} : { askedAt }) });
  }

  async function take(
    visit: Visit,
    supplement: Supplement,
    input: SupplementInput,
  ): Promise<Conversation | null> {
    const turn = takeSupplement(supplement, input, visit.organization);
    switch (turn.kind) {
      case 'ask':
        return ask(visit, turn.supplement, turn.notes);
      case 'quiet':
        return keepSupplement(turn.supplement);
      case 'refresh': {
        const { askedAt } = turn.supplement;
        const { html, markup } = questionOf(visit, turn.supplement, turn.notes);
        const isThere = askedAt !== undefined && (await visit.edit(askedAt, html, markup));
        return isThere ? keepSupplement(turn.supplement) : ask(visit, turn.supplement, turn.notes);
      }
      case 'stay':
        await visit.say(visit.wording.html(`supply.problem.${turn.problem}`));
        return visit.conversation;
      case 'send': {
        const { code, draft, askedAt } = supplement;
        const place = placeOf(draft);
        await visit.takeButtons(askedAt);
        const given = {
          text: wordsOf(draft),
          attachments: draft.attachments,
          ...(place === undefined ? {} : { place }),
        };
        return carryOut(visit, code, { type: 'add', ...given }, 'find.words.sent', sourcesOf(draft));
      }
      case 'newRequest':
      case 'leave':
        return giveUpUnfinished(visit);
      default:
        return assertNever(turn);
    }
  }
}

/** What a caller's words would add, or the question for them. */
function questionOf(visit: Visit, supplement: Supplement, notes: readonly FilingNote[]) {
  const { wording, speech } = visit;
  const noted = joinLines(...notes.map((note) => wording.html(`filing.note.${note}`)));
  const { code, draft } = supplement;
  const leave = leavingRow(visit);
  if (isEmpty(supplement)) {
    return {
      html: joinParagraphs(noted, wording.html('find.words.ask', { code: wording.code(code) })),
      markup: inlineKeyboard(leave),
    };
  }
  const count = draft.attachments.length;
  const send = inlineButton(wording.plain('supply.button.send'), staffButtons.pack('addSend'));
  return {
    html: joinParagraphs(
      noted,
      wording.html('supply.review.addition', { code: wording.code(code) }),
      wording.quote(truncateText(wordsOf(draft), WORDS_A_MESSAGE)),
      joinLines(
        draft.attachments.length === 0 ? undefined : wording.html('common.preview.files', { count }),
        placeLine(placeOf(draft), speech),
      ),
      wording.html('supply.more'),
    ),
    markup: inlineKeyboard([send], leave),
  };
}

/** True for a word that asks for something else. */
function isWord(act: StaffAction): boolean {
  return act.kind === 'text' && act.word !== undefined;
}

async function leave(visit: Visit): Promise<FlowResult> {
  await visit.answerPress();
  return done(await giveUpUnfinished(visit));
}

/** Why nothing can be added now; undefined if something can. */
function whyNot(visit: Visit, request: Request, command: Addition): StaffRefusal | undefined {
  if (!isOpen(request)) return { code: 'notNow', status: request.stage.status };
  const decision = dryRun(visit, request, undefined, command);
  return decision.ok ? undefined : decision.refusal;
}
