import { assertNever } from '../../../../../src/assert-never.js';
import { createFindPage } from '../../../../../src/cartables/waiting-page.js';
import type { HeldEvent } from '../../../../../src/deliveries/card-store.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { piecesOf } from '../../../../../src/messages/message-parts.js';
import { problemOfText } from '../../../../../src/requests/lifecycle/answering.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import { parseTrackingCode, type TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { editPressed, type Page, pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forManagers, hasCartable } from '../../../permissions.js';
import { createPreviews, isOldPreview } from '../../../preview.js';
import type { StaffMessage } from '../../../reception/incoming-action.js';
import { type Answering, beginAnswer, outcomeOf } from '../answer/draft.js';
import { isPartOfAnswer, messagesOfAnswer } from '../answer/edited.js';
import { type AnswerInput, takeTurn } from '../answer/flow.js';
import { receivePart } from '../answer/input.js';
import { findAnswerable, pageOfChoice } from './choosing.js';
import {
  type AnsweringMany,
  type Chosen,
  isChosen,
  keepAnsweringMany,
  type ManyDraft,
  MOST_TOGETHER,
  readAnsweringMany,
  toggled,
  withAll,
} from './flow.js';
import {
  askAboutMany,
  describeNotSent,
  describeSent,
  previewOfMany,
  problemOfMany,
  questionStep,
} from './questions.js';
import { createRecallMany } from './recall.js';
import { executeAll, foreseeAll, heldEventsOf, type LeftOut } from './sending.js';

/** «پاسخ به چند درخواست»: a manager chooses requests of their cartable and answers them with one text. */
export function createAnswerManyFeature(
  options: Pick<
    FeatureOptions,
    'cartables' | 'requests' | 'histories' | 'attachments' | 'citizens' | 'defaultLocale' | 'noteShown'
  >,
): StaffFeature {
  const { requests, attachments } = options;
  const findPage = createFindPage(options);
  const find = findAnswerable({ ...options, findPage });
  const write = createPreviews(options);

  const begin = (category?: string) =>
    forManagers(async (visit: Visit) => {
      await visit.answerPress();
      const free = await setUnfinishedAside(visit);
      const draft = { page: 0, codes: [], ...(category === undefined ? {} : { category }) };
      return done(await choose(free, draft));
    });

  return {
    name: 'answer-many',
    presses: {
      answerMany: begin(),
      answerManyOf: (visit, [category]) => begin(category)(visit),
      recallMany: forManagers(
        createRecallMany({ ...options, preview: (visit, chosen) => preview(visit, chosen, 0) }),
      ),
    },
    flows: [
      defineStaffFlow({
        name: 'answerMany',
        read: readAnsweringMany,
        unfinished: ({ draft: { answer, shownAt } }) => ({
          ...(shownAt === undefined ? {} : { askedAt: shownAt }),
          ...(answer?.text === undefined ? {} : { words: answer.text }),
        }),
        presses: {
          manyToggle: whileChoosing(async (visit, draft, [code]) => {
            const codes = toggled(draft.codes, code);
            if (codes !== undefined) return choose(visit, { ...draft, codes });
            await visit.answerPress(visit.wording.plain('answerMany.most', { count: MOST_TOGETHER }));
            return visit.conversation;
          }),
          manyPage: whileChoosing((visit, draft, [page]) => choose(visit, { ...draft, page })),
          manyAll: whileChoosing(async (visit, draft) => {
            const { shown } = await find(visit, draft);
            const codes = withAll(
              draft.codes,
              shown.map(({ entry }) => entry.code),
            );
            return choose(visit, { ...draft, codes });
          }),
          manyGo: whileChoosing(async (visit, draft) => {
            const [code] = draft.codes;
            if (code === undefined) return choose(visit, draft);
            const answer = { ...(draft.answer ?? beginAnswer({ code }).draft), code };
            // The list stays above the questions, so that it is seen what they are about.
            const { shownAt, ...rest } = draft;
            await visit.takeButtons(shownAt);
            return go(visit, { step: 'outcome', draft: { ...rest, answer } }, { kind: 'resume' });
          }),
          async manyRead(visit, answering, [page]) {
            if (!isChosen(answering) || answering.step !== 'preview') return passed(visit.conversation);
            await visit.answerPress();
            return done(await preview(visit, answering, page));
          },
          outcome: ofTheseRequests((visit, answering, [, outcome]) =>
            go(visit, answering, { kind: 'outcome', outcome }),
          ),
          day: ofTheseRequests((visit, answering, [, days]) => go(visit, answering, { kind: 'day', days })),
          change: ofTheseRequests((visit, answering) => go(visit, answering, { kind: 'change' })),
          async send(visit, answering, [code]) {
            if (!isChosen(answering) || answering.draft.answer.code !== code)
              return passed(visit.conversation);
            if (await isOldPreview(visit, answering.draft.shownAt)) return done(visit.conversation);
            await visit.answerPress();
            return done(await send(visit, answering));
          },
        },
        async back(visit, answering) {
          await visit.answerPress();
          return isChosen(answering)
            ? done(await go(visit, answering, { kind: 'back' }))
            : passed(visit.conversation);
        },
        async take(visit, answering, act) {
          if (act.kind === 'press' || isAboutOther(answering.draft, act)) return passed(visit.conversation);
          if (!isChosen(answering)) {
            await visit.say(visit.wording.html('answerMany.chooseFirst'));
            return done(await choose(visit, answering.draft));
          }
          const part = await receivePart(act, attachments, visit.person);
          if (part.ok) return done(await go(visit, answering, part.input));
          await visit.say(problemOfMany(visit, part.problem));
          return done(visit.conversation);
        },
      }),
    ],
  };

  /** Shows the list to choose from, in place of the one that was pressed on. */
  async function choose(visit: Visit, draft: ManyDraft): Promise<Conversation | null> {
    await visit.answerPress();
    const page = await find(visit, draft);
    if (page.shown.length === 0) {
      await visit.say(visit.wording.html('answerMany.nothing'), mainKeyboard(visit));
      return null;
    }
    return showStep(visit, 'choose', { ...draft, page: page.page }, pageOfChoice(visit, page, draft.codes));
  }

  /** Shows the message of a step; an older one loses its buttons. */
  async function showStep(
    visit: Visit,
    step: AnsweringMany['step'],
    { shownAt: old, ...draft }: ManyDraft,
    { html, markup }: Page,
  ): Promise<Conversation> {
    const isInPlace =
      old !== undefined && pressedMessage(visit) === old && (await visit.edit(old, html, markup));
    if (!isInPlace) await visit.takeButtons(old);
    const shownAt = isInPlace ? old : await visit.say(html, markup);
    return keepAnsweringMany({ step, draft: shownAt === undefined ? draft : { ...draft, shownAt } });
  }

  /** What follows from something the manager did with the answer. */
  async function go(
    visit: Visit,
    answering: Chosen,
    input: AnswerInput | { readonly kind: 'resume' },
  ): Promise<Conversation | null> {
    const { draft } = answering;
    const { step } = answering;
    const present: Answering = { step: step === 'choose' ? 'outcome' : step, draft: draft.answer };
    if (input.kind === 'resume') return ask(visit, answering, present);
    const { now, timeZone } = visit.speech;
    const turn = takeTurn(present, input, {
      now,
      timeZone,
      problemOfText: (text) => problemOfText(text)?.code,
    });
    switch (turn.kind) {
      case 'ask':
      case 'quiet':
        // Every citizen reads the answer in one message.
        if (piecesOf(turn.answering.draft.text ?? '').length > 1) {
          await visit.say(problemOfMany(visit, 'textTooLong'));
          return visit.conversation;
        }
        return turn.kind === 'ask' || turn.answering.step === 'preview'
          ? ask(visit, answering, turn.answering)
          : keepAnsweringMany({
              step: turn.answering.step,
              draft: { ...draft, answer: turn.answering.draft },
            });
      case 'stay':
        await visit.say(problemOfMany(visit, turn.problem));
        return visit.conversation;
      case 'send':
        return send(visit, answering);
      case 'leave':
        return choose(visit, draft);
      default:
        return assertNever(turn);
    }
  }

  async function ask(visit: Visit, answering: Chosen, next: Answering): Promise<Conversation | null> {
    const chosen: Chosen = { step: next.step, draft: { ...answering.draft, answer: next.draft } };
    const step = questionStep(next);
    if (step === undefined) return preview(visit, chosen, 0);
    return showStep(visit, step, chosen.draft, askAboutMany(visit, chosen, { step, draft: next.draft }));
  }

  async function preview(visit: Visit, answering: Chosen, page: number): Promise<Conversation | null> {
    const command = commandOf(answering);
    if (command === undefined)
      return ask(visit, answering, { step: 'outcome', draft: answering.draft.answer });
    const all = await foreseeAll(requests, visit, answering.draft.codes, command);
    if (all.foreseen.length === 0) return giveBack(visit, answering, all.leftOut);
    const shown = await previewOfMany(visit, answering, all, { asked: page, write });
    return showStep(visit, 'preview', answering.draft, shown);
  }

  async function giveBack(visit: Visit, { draft }: Chosen, leftOut: readonly LeftOut[]): Promise<null> {
    await visit.takeButtons(draft.shownAt);
    await visit.say(describeNotSent(visit, draft.answer.text ?? '', leftOut), mainKeyboard(visit));
    return null;
  }

  async function send(visit: Visit, answering: Chosen): Promise<Conversation | null> {
    const { draft } = answering;
    const command = commandOf(answering);
    if (command === undefined) return ask(visit, answering, { step: 'outcome', draft: draft.answer });
    const result = await executeAll(requests, visit, draft.codes, command);
    if (result.done.length === 0) return giveBack(visit, answering, result.leftOut);
    visit.sent.note('answers', draft.answer.code, messagesOfAnswer(draft.answer));
    for (const { code } of result.done) await visit.kept.forget(code);
    const page = describeSent(visit, draft.answer.text ?? '', result);
    if (pressedMessage(visit) !== draft.shownAt) await visit.takeButtons(draft.shownAt);
    const shown = (await editPressed(visit, page.html, page.markup))
      ? pressedMessage(visit)
      : await visit.say(page.html, page.markup);
    if (shown !== undefined) await noteSent(visit, shown, heldEventsOf(result));
    return null;
  }

  /** Remembers the message for each of the requests, so that it loses its button once none can be taken back. */
  async function noteSent(visit: Visit, messageId: number, all: readonly HeldEvent[]): Promise<void> {
    const { person, chatId, speech } = visit;
    const message = { person, chatId, messageId, sentAt: speech.now };
    for (const { code, seq } of all) {
      await options.noteShown({ ...message, kind: 'sentTogether', code, seq, all }, seq);
    }
  }
}

/** True for a reply to a message, a tracking code, and an edit of a message that is no part of the answer. */
function isAboutOther({ answer }: ManyDraft, act: StaffMessage): boolean {
  if (act.kind === 'edit') return answer === undefined || !isPartOfAnswer(answer, act.messageId);
  return act.replyTo !== undefined || (act.kind === 'text' && parseTrackingCode(act.text).ok);
}

/** The command of an answer, once its outcome is complete. */
function commandOf({ draft }: Chosen): Extract<ChangeCommand, { type: 'answer' }> | undefined {
  const { text = '', attachments } = draft.answer;
  const outcome = outcomeOf(draft.answer);
  return outcome === undefined ? undefined : { type: 'answer', outcome, text, attachments };
}

/** A handler for a button of the list, while requests are chosen from it. */
function whileChoosing<Values extends readonly unknown[]>(
  handle: (visit: Visit, draft: ManyDraft, values: Values) => Promise<Conversation | null>,
) {
  return async (visit: Visit, { step, draft }: AnsweringMany, values: Values): Promise<FlowResult> =>
    step === 'choose' && hasCartable(visit) && pressedMessage(visit) === draft.shownAt
      ? done(await handle(visit, draft, values))
      : passed(visit.conversation);
}

/** A handler for a button of the answer, once the requests are chosen. */
function ofTheseRequests<Values extends readonly [code: TrackingCode, ...rest: unknown[]]>(
  handle: (visit: Visit, answering: Chosen, values: Values) => Promise<Conversation | null>,
) {
  return async (visit: Visit, answering: AnsweringMany, values: Values): Promise<FlowResult> => {
    if (!isChosen(answering) || answering.draft.answer.code !== values[0]) return passed(visit.conversation);
    await visit.answerPress();
    return done(await handle(visit, answering, values));
  };
}
