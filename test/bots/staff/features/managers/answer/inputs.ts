import { type Answering, beginAnswer } from '../../../../../../bots/staff/features/managers/answer/draft.js';
import { type AnswerInput, takeTurn } from '../../../../../../bots/staff/features/managers/answer/flow.js';
import { problemOfText } from '../../../../../../src/requests/lifecycle/answering.js';
import { createTrackingCode } from '../../../../../../src/text/tracking-code.js';

const DESK = {
  now: new Date('2026-11-24T06:40:00Z'),
  timeZone: 'Asia/Tehran',
  problemOfText: (text: string) => problemOfText(text)?.code,
};
export const ANSWER = 'چاله پر شد و محل باز است.';
export const BEGUN = beginAnswer({ code: createTrackingCode(() => 0.5), position: 'mayor' });

let messageId = 100;
let second = 1_000;

/** Begins the numbers of the messages anew, for the next test. */
export function beginAnew() {
  messageId = 100;
  second = 1_000;
}

/** A change of the message that came last. */
export function edited(text: string, ...files: readonly string[]): Extract<AnswerInput, { kind: 'edited' }> {
  return {
    kind: 'edited',
    text,
    messageId,
    ...(files.length === 0 ? {} : { files: files.map((id) => ({ id, kind: 'photo' as const })) }),
  };
}

/** A message that comes a minute after the one before. */
export function typed(text: string, after = 60): AnswerInput {
  messageId += 1;
  second += after;
  return { kind: 'typed', text, messageId, at: second };
}

/** A photo that comes a second after what was before. */
export function photo(
  id: string,
  more: { readonly caption?: string; readonly album?: string } = {},
): AnswerInput {
  messageId += 1;
  second += 1;
  return { kind: 'file', attachment: { id, kind: 'photo' }, messageId, at: second, ...more };
}

/** What follows from one input. */
export function take(answering: Answering, input: AnswerInput) {
  return takeTurn(answering, input, DESK);
}

/** The answer after these inputs; fails when one of them cannot be taken. */
export function reached(...inputs: readonly AnswerInput[]): Answering {
  return inputs.reduce((answering, input) => {
    const turn = take(answering, input);
    if (turn.kind !== 'ask' && turn.kind !== 'quiet') throw new Error(`It came to ${turn.kind}.`);
    return turn.answering;
  }, BEGUN);
}

/** A voice or a video. */
export function spoken(id: string, kind: 'voice' | 'video' = 'voice'): AnswerInput {
  messageId += 1;
  second += 1;
  return { kind: 'file', attachment: { id, kind }, messageId, at: second };
}

/** The result that most answers have. */
export const DONE: AnswerInput = { kind: 'outcome', outcome: 'done' };

export const filesIn = ({ draft }: Answering) => draft.attachments.map(({ id }) => id);
