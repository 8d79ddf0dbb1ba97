import { done, type FlowResult, passed, type Unfinished } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import { joinLines, joinParagraphs } from '../../src/messages/wording.js';
import { isTrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { mainKeyboard } from './keyboards.js';

/**
 * What happens to an open conversation when something else begins, in one place: viewing something leaves it
 * open and adds a reminder; anything that asks a question sets it aside and returns its words; an answer is
 * kept, and continues when that request is answered again.
 */
function openIn(visit: Visit) {
  return visit.openIn(visit.conversation);
}

/** What is unfinished in the conversation and would be lost if something else began now. */
export function findUnfinished(visit: Visit): Unfinished | undefined {
  return openIn(visit)?.unfinished;
}

/** A reminder that something is unfinished, for somebody who has viewed something else in the meantime. */
export function remindOfUnfinished(visit: Visit): string | undefined {
  const open = openIn(visit);
  if (open?.unfinished === undefined) return undefined;
  const code = shownCode(visit, open.unfinished);
  return code === undefined
    ? visit.wording.html(`${open.texts}.stillOpen`)
    : visit.wording.html('staff.stillOpen', { code });
}

/**
 * Sets aside what is unfinished because something else begins, and says so. Nothing that was typed is lost:
 * an answer is kept for later, and any other words are returned. Resolves to the visit as it is then.
 */
export async function setUnfinishedAside(visit: Visit): Promise<Visit> {
  const open = openIn(visit);
  if (open?.unfinished === undefined) return visit;
  const { askedAt, words = '', hasKeyboard } = open.unfinished;
  await visit.takeButtons(askedAt);
  const isKept = await open.keep(visit);
  const code = shownCode(visit, open.unfinished);
  const named = code === undefined ? {} : { code };
  await visit.say(
    joinParagraphs(
      visit.wording.html(isKept ? 'kept.setAside' : `${open.texts}.setAside`, named),
      isKept || words === ''
        ? undefined
        : joinLines(visit.wording.html('kept.yourText'), visit.wording.quote(words)),
    ),
    // Otherwise the keyboard of the question would stay for ever.
    hasKeyboard === true ? mainKeyboard(visit) : undefined,
  );
  return { ...visit, conversation: null };
}

/** Gives up what is unfinished at the person's request; resolves to the next conversation. */
export async function giveUpUnfinished(visit: Visit): Promise<Conversation | null> {
  const open = openIn(visit);
  if (open?.unfinished === undefined) {
    await visit.say(visit.wording.html('staff.nothingOpen'), mainKeyboard(visit));
    return visit.conversation;
  }
  await visit.takeButtons(open.unfinished.askedAt);
  await visit.say(visit.wording.html(`${open.texts}.cancelled`), mainKeyboard(visit));
  return null;
}

/** «لغو»: the flow gives itself up in its own way, or in the usual one. */
export async function cancelFlow(visit: Visit): Promise<FlowResult> {
  const left = await openIn(visit)?.cancel(visit);
  return left?.kind === 'done' ? left : done(await giveUpUnfinished(visit));
}

/** The «بازگشت» button: the open flow goes one step back; if none is open, there is nothing to go back to. */
export async function goBackOneStep(visit: Visit): Promise<FlowResult> {
  return (await openIn(visit)?.back(visit)) ?? passed(visit.conversation);
}

function shownCode({ wording }: Visit, { code }: Unfinished): string | undefined {
  return code !== undefined && isTrackingCode(code) ? wording.code(code) : undefined;
}
