import { asksHowItStands, asksHowToDo } from '../text/question-words.js';
import type { OtherBody, Understanding } from '../understanding/index.js';
import type { ReadyAnswer } from './city.js';

/** What a text says that may be no request. */
export type HeardText =
  /** The city has an answer to it; a courtesy asks for nothing. */
  | { readonly kind: 'answer'; readonly answer: ReadyAnswer }
  /** It is the matter of another body. */
  | { readonly kind: 'body'; readonly body: OtherBody }
  /** A question to which there is no ready answer; a wish to talk to a person; a look at one's own requests. */
  | { readonly kind: 'question' | 'operator' | 'status' };

/**
 * What a text says besides a request, where that is certain; undefined for what may be a request, since one that is
 * taken for something else would be lost.
 */
export function recognizeText(
  text: string,
  {
    understanding,
    readyAnswer,
    answers,
    bodies,
  }: {
    readonly understanding: Pick<Understanding, 'guess'>;
    readonly readyAnswer: (text: string) => ReadyAnswer | undefined;
    readonly answers: readonly ReadyAnswer[];
    readonly bodies: readonly OtherBody[];
  },
): HeardText | undefined {
  const named = readyAnswer(text);
  if (named !== undefined) return { kind: 'answer', answer: named };
  const { ranked, isSure } = understanding.guess(text);
  const [first] = ranked;
  if (first === undefined || !isSure) return undefined;
  switch (first.kind) {
    case 'topic':
      return asksHowToDo(text) ? { kind: 'question' } : undefined;
    case 'body': {
      const body = bodies.find(({ code }) => code === first.code);
      return body === undefined ? undefined : { kind: 'body', body };
    }
    case 'answer':
      return answerCalled(first.code);
    case 'talk':
      return talked(first.code);
  }

  function talked(code: string): HeardText | undefined {
    // Who tells what has been done writes like somebody who asks for it, but for what asks.
    if (code === 'status') return asksHowItStands(text) ? { kind: 'status' } : undefined;
    return code === 'question' || code === 'operator' ? { kind: code } : answerCalled(code);
  }

  function answerCalled(code: string): HeardText | undefined {
    const answer = answers.find((one) => one.code === code);
    return answer === undefined ? undefined : { kind: 'answer', answer };
  }
}
