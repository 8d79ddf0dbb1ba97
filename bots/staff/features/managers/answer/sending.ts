import type { InlineKeyboardMarkup } from 'telegraf/types';
import { botFor } from '../../../../../src/channel/person-id.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { captionFiles, filesOfAnswer, picturesOfFiler } from '../../../../../src/messages/answer/files.js';
import { confirmAnswer } from '../../../../../src/messages/answer/sent.js';
import { recallButtons } from '../../../../../src/messages/card/actions.js';
import { isVisual, piecesOf } from '../../../../../src/messages/message-parts.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { isSpoken } from '../../../../../src/requests/lifecycle/answering.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { Attachment } from '../../../../../src/requests/lifecycle/facts.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { askForLaterDay } from '../../../day-choices.js';
import { editPressed, pressedMessage } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { mayActAs, whyNotAs } from '../../../permissions.js';
import { createPreviews, type Preview, previewButtons, showPreview } from '../../../preview.js';
import { refusalText, type StaffRefusal } from '../../../refusals.js';
import { dryRun } from '../../../requests/dry-run.js';
import { createFileSender } from '../../../requests/file-sender.js';
import { createQueueClaims } from '../../../requests/queue-claims.js';
import { beforeChoices, beforeOf, withNextBefore } from './comparison.js';
import { type AnswerDraft, type Answering, keepAnswering, outcomeOf, sentAs } from './draft.js';
import { messagesOfAnswer } from './edited.js';

type AnswerCommand = Extract<ChangeCommand, { type: 'answer' | 'draftAnswer' }>;

/** The end of an answer: previewed, sent, or returned; each resolves to the next conversation. */
export interface Sending {
  /** Shows the answer as the citizen would read it; an older preview loses its buttons. */
  preview(visit: Visit, answering: Answering): Promise<Conversation | null>;
  /** Updates the current preview. */
  refresh(visit: Visit, answering: Answering): Promise<Conversation | null>;
  send(visit: Visit, answering: Answering): Promise<Conversation | null>;
  /** Shows other photos, or none, as from before the work. */
  compareOtherwise(visit: Visit, answering: Answering): Promise<Conversation | null>;
  /** Shows the files as the citizen would get them. */
  showFiles(visit: Visit, answering: Answering): Promise<void>;
  /** Says why the answer cannot be sent, and returns its words. */
  giveBack(visit: Visit, draft: AnswerDraft, refusal: StaffRefusal): Promise<Conversation | null>;
}

type Written =
  | { readonly ok: true; readonly preview: Preview; readonly buttons: InlineKeyboardMarkup }
  | { readonly ok: false; readonly left: Conversation | null };

/** Sending on the stores. `ask` asks for what a draft lacks, such as a new day for one that has passed. */
export function createSending(
  options: FeatureOptions & {
    readonly ask: (visit: Visit, answering: Answering) => Promise<Conversation | null>;
  },
): Sending {
  const { requests, chatWriter, ask, noteShown } = options;
  const sendFiles = createFileSender(options);
  const queueClaims = createQueueClaims(options);
  const writePreview = createPreviews(options);

  /**
   * The preview of a draft; if it can no longer be sent, the manager is told why, and the next conversation
   * is returned.
   */
  async function write(visit: Visit, draft: AnswerDraft): Promise<Written> {
    const { code, position, attachments } = draft;
    const stored = await requests.find(code);
    if (stored === undefined) {
      return { ok: false, left: await giveBack(visit, draft, { code: 'notFound' }) };
    }
    const { request } = stored;
    const pictures = picturesOfFiler(stored.events);
    const command = commandOf(draft, pictures);
    if (command === undefined) {
      return { ok: false, left: await ask(visit, { step: 'outcome', draft }) };
    }
    const decision = dryRun(visit, request, position, command);
    if (!decision.ok) {
      return { ok: false, left: await giveBack(visit, draft, decision.refusal) };
    }
    const event = answerRead(visit, request, command) ?? decision.events[0];
    if (event === undefined) return { ok: false, left: visit.conversation };
    const { wording } = visit;
    const count = attachments.length;
    const below = joinLines(
      count === 0 ? undefined : wording.html('common.preview.files', { count }),
      comparisonLine(visit, draft, pictures),
    );
    const title = wording.html(draft.isForOwner === true ? 'draft.preview' : 'answer.preview.title');
    return {
      ok: true,
      preview: await writePreview(visit, { request, event, title, ...(below === '' ? {} : { below }) }),
      buttons: buttonsOfPreview(visit, draft, pictures),
    };
  }

  async function preview(visit: Visit, { draft }: Answering): Promise<Conversation | null> {
    const { previewMessageId: old, ...rest } = draft;
    const written = await write(visit, draft);
    if (!written.ok) return written.left;
    await visit.takeButtons(old);
    if (draft.text === undefined) await playBack(visit, draft);
    const shown = await showPreview(visit, written.preview, written.buttons);
    const next = { ...rest, ...(shown === undefined ? {} : { previewMessageId: shown }) };
    return keepAnswering({ step: 'preview', draft: next });
  }

  /** Lets the manager hear what they have said; a file that is not there yet is not waited for. */
  async function playBack({ chatId, topic, person }: Visit, { attachments }: AnswerDraft): Promise<void> {
    const bot = botFor('staff', person);
    const files = { bot, chatId, topic, attachments: attachments.filter(isSpoken) };
    await chatWriter.reach(chatId, () => options.attachments.send(files));
  }

  async function giveBack(
    visit: Visit,
    draft: AnswerDraft,
    refusal: StaffRefusal,
  ): Promise<Conversation | null> {
    if (refusal.code === 'dayInThePast') return askForLaterDay(visit, draft, ask);
    const { wording } = visit;
    await visit.takeButtons(draft.previewMessageId);
    const [words = '', ...more] = draft.text === undefined ? [] : piecesOf(draft.text);
    const quoted = joinLines(wording.html('answer.yourText'), wording.quote(words));
    await visit.say(
      joinParagraphs(
        wording.html('answer.notSent', { code: wording.code(draft.code) }),
        wording.html(...refusalText(refusal, visit)),
        words === '' ? undefined : quoted,
      ),
      mainKeyboard(visit),
    );
    for (const piece of more) await visit.say(wording.quote(piece));
    return null;
  }

  return {
    preview,
    giveBack,

    async refresh(visit, answering) {
      const { previewMessageId } = answering.draft;
      if (previewMessageId === undefined) return preview(visit, answering);
      const written = await write(visit, answering.draft);
      if (!written.ok) return written.left;
      const html = written.preview.at(-1) ?? '';
      const isThere = await visit.edit(previewMessageId, html, written.buttons);
      return isThere ? keepAnswering(answering) : preview(visit, answering);
    },

    async compareOtherwise(visit, { step, draft }) {
      const stored = await requests.find(draft.code);
      const next = withNextBefore(draft, picturesOfFiler(stored?.events ?? []));
      return this.refresh(visit, { step, draft: next });
    },

    async showFiles(visit, { draft }) {
      const { code, attachments } = draft;
      const stored = await requests.find(code);
      const events = stored?.events ?? [];
      const before = beforeOf(draft, picturesOfFiler(events));
      const content = { attachments, ...(before === undefined ? {} : { before }) };
      const files = filesOfAnswer(events, content, 'filer');
      const shown = await sendFiles(visit, captionFiles(files, visit.wording));
      if (shown.length === 0) await visit.say(visit.wording.html('cartable.noFiles'));
    },

    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: sending is one sequence, and each check leaves it in its own way.
    async send(visit, { draft }) {
      const { code, position, previewMessageId } = draft;
      if (!mayActAs(visit, position)) return giveBack(visit, draft, whyNotAs(position));
      const inHand = position === undefined ? await queueClaims.whyNot(visit, code) : undefined;
      if (inHand !== undefined) return giveBack(visit, draft, inHand);
      const stored = await requests.find(code);
      const command = commandOf(draft, picturesOfFiler(stored?.events ?? []));
      if (command === undefined) return ask(visit, { step: 'outcome', draft });
      const result = await requests.execute(code, { command, ...visit.orderAs(position) });
      const again = result.ok && result.repeated;
      await visit.answerPress(again ? visit.wording.plain('answer.sent.again') : undefined);
      if (!result.ok) return giveBack(visit, draft, result.refusal);
      visit.sent.note(sentAs(draft), code, messagesOfAnswer(draft));
      await visit.kept.forget(code);
      if (position === undefined) await queueClaims.release(visit, code);
      const sent = joinParagraphs(
        wordOfThanks(visit, result.request, result.events),
        lastWords(visit, draft),
      );
      const held = result.events.find(({ type }) => type === 'answerHeld');
      const recall = held === undefined ? undefined : inlineKeyboard(...recallButtons(code, visit.wording));
      const shown = await showSent(visit, sent, recall, previewMessageId);
      if (held !== undefined && shown !== undefined) {
        const { person, chatId, speech } = visit;
        const by = position === undefined ? {} : { position };
        const message = { code, person, chatId, messageId: shown, sentAt: speech.now, ...by };
        await noteShown({ ...message, kind: 'sentAnswer', seq: held.seq }, held.seq);
      }
      return null;
    },
  };

  /** Says in place of the preview, or else below it, that the answer was sent; resolves to the message. */
  async function showSent(
    visit: Visit,
    html: string,
    recall: InlineKeyboardMarkup | undefined,
    previewMessageId: number | undefined,
  ): Promise<number | undefined> {
    if (await editPressed(visit, html, recall)) return pressedMessage(visit);
    await visit.takeButtons(previewMessageId);
    return visit.say(html, recall ?? mainKeyboard(visit));
  }
}

/** The command of a draft, once its outcome is complete; the lifecycle judges its words. */
function commandOf(draft: AnswerDraft, pictures: readonly Attachment[]): AnswerCommand | undefined {
  const { text = '', attachments, isForOwner } = draft;
  const outcome = outcomeOf(draft);
  if (outcome === undefined) return undefined;
  if (isForOwner === true) return { type: 'draftAnswer', outcome, text };
  const before = beforeOf(draft, pictures);
  return { type: 'answer', outcome, text, attachments, ...(before === undefined ? {} : { before }) };
}

/** Which photos the citizen sees as from before the work, and which from after it; undefined where none are compared. */
function comparisonLine(
  { wording, speech }: Visit,
  draft: AnswerDraft,
  pictures: readonly Attachment[],
): string | undefined {
  const before = beforeOf(draft, pictures);
  if (before === undefined) return undefined;
  if (before === 'citizen') return wording.html('answer.before.citizen');
  const own = draft.attachments.filter(isVisual);
  const numbers = own.flatMap(({ id }, index) =>
    before.includes(id) ? [formatNumber(index + 1, speech.locale)] : [],
  );
  return wording.html('answer.before.own', { numbers: wording.list(numbers) });
}

/** The buttons of the preview of an answer: with files, also how they are shown, above those of any preview. */
function buttonsOfPreview(
  visit: Visit,
  draft: AnswerDraft,
  pictures: readonly Attachment[],
): InlineKeyboardMarkup {
  const { code, attachments } = draft;
  const button = (action: 'beforeAfter' | 'previewFiles') =>
    inlineButton(visit.wording.plain(`answer.button.${action}`), staffButtons.pack(action, code));
  const isCompared = beforeChoices(draft, pictures).length > 0;
  return inlineKeyboard(
    [
      ...(isCompared ? [button('beforeAfter')] : []),
      ...(attachments.length === 0 ? [] : [button('previewFiles')]),
    ],
    ...previewButtons(visit, code, true).inline_keyboard,
  );
}

/**
 * The answer that a citizen would read: for a draft, what they would read once the owner has sent it in their
 * own name.
 */
function answerRead(visit: Visit, request: Request, command: AnswerCommand): RequestEvent | undefined {
  const { stage } = request;
  if (command.type !== 'draftAnswer' || stage.status !== 'referred') return undefined;
  const decision = dryRun(visit, request, stage.referral.position, {
    ...command,
    type: 'answer',
    attachments: [],
  });
  return decision.ok ? decision.events[0] : undefined;
}

/** The end of the text, which is in the message that had the buttons. */
function lastWords({ wording }: Visit, { text = '' }: AnswerDraft): string {
  return wording.quote(piecesOf(text).at(-1) ?? '');
}

/** What was done, and what comes next. */
function wordOfThanks({ wording, speech }: Visit, request: Request, events: readonly RequestEvent[]): string {
  const { code } = request;
  const drafted = events.find((event) => event.type === 'answerDrafted');
  if (drafted !== undefined) {
    return wording.html('draft.sent', { code: wording.code(code), owner: wording.name(drafted.owner) });
  }
  const held = events.find((event) => event.type === 'answerHeld');
  if (held === undefined) {
    const answered = events.find((event) => event.type === 'answered');
    return answered === undefined ? '' : confirmAnswer(answered, request, wording);
  }
  const left = formatDuration(held.giveAt.getTime() - held.at.getTime(), speech.locale);
  return wording.html('recall.sent', { code: wording.code(code), left });
}
