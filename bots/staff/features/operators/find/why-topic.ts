import { keepConversation, passed } from '../../../../../src/flows/flow.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../../src/requests/request-service.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import type { StaffFeature } from '../../../feature.js';
import { mayAskWhy } from '../../../permissions.js';
import { listName } from '../../administrators/words/names.js';

/** How many words are shown that speak for the guess, and against it. */
const MOST_FOR = 6;
const MOST_AGAINST = 3;

/** «چرا این دسته؟»: shows an operator or an administrator by which words the topic of a request is guessed. */
export function createWhyTopicFeature({
  requests,
}: {
  readonly requests: Pick<RequestService, 'find'>;
}): StaffFeature {
  return {
    name: 'whyTopic',
    presses: {
      async why(visit, [code]) {
        const stored = mayAskWhy(visit) ? await requests.find(code) : undefined;
        if (stored === undefined) return passed(visit.conversation);
        return keepConversation(async (asking: Visit) => {
          await asking.answerPress();
          await asking.say(explainTopic(asking, stored.request));
        })(visit);
      },
    },
  };
}

/** Which words of a request decide what its topic is taken for, and what it is filed as. */
function explainTopic(visit: Visit, { text, category }: Request): string {
  const { wording, organization, speech } = visit;
  const filed = wording.html('words.why.filed', {
    topic: category === undefined ? wording.plain('words.why.noTopic') : listName(visit, category),
  });
  const explanation = organization.understanding.explainGuess(text);
  if (explanation === undefined) return joinParagraphs(wording.html('words.why.nothing'), filed);
  const { guess, over, words } = explanation;
  const join = (some: readonly { readonly word: string }[]) =>
    some.map(({ word }) => `«${word}»`).join(speech.locale === 'en' ? ', ' : '، ');
  const speaking = words.filter(({ weight }) => weight > 0).slice(0, MOST_FOR);
  const opposing = words.filter(({ weight }) => weight < 0).slice(0, MOST_AGAINST);
  return joinParagraphs(
    joinLines(
      wording.html('words.why.guess', {
        guess: listName(visit, labelOf(guess)),
        percent: formatNumber(Math.round(guess.confidence * 100), speech.locale),
      }),
      wording.html('words.why.over', { over: listName(visit, labelOf(over)) }),
    ),
    joinLines(
      speaking.length === 0 ? undefined : wording.html('words.why.for', { words: join(speaking) }),
      opposing.length === 0 ? undefined : wording.html('words.why.against', { words: join(opposing) }),
    ),
    filed,
  );
}

function labelOf({ kind, code }: { readonly kind: string; readonly code: string }): string {
  const prefix = { topic: '', body: 'other:', talk: 'talk:', answer: 'answer:' }[kind] ?? '';
  return `${prefix}${code}`;
}
