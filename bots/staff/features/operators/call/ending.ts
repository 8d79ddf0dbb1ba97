import type { Citizen, CitizenStore } from '../../../../../src/citizens/citizen-store.js';
import { sourcesOf } from '../../../../../src/filing/edited.js';
import { renderStatus } from '../../../../../src/messages/status/status.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { namelessCallerId } from '../../../../../src/requests/lifecycle/callers.js';
import { formatSpelledCode, type TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { ratingRows } from '../caller-rating/rows.js';
import { caseRow } from '../find/request-details.js';
import type { Caller } from './caller.js';
import type { Call } from './conversation.js';
import { registerCommand } from './review.js';

type EndingParts = Pick<FeatureOptions, 'requests' | 'citizens' | 'defaultLocale'>;

/**
 * Registers a caller's request, and gives the operator the code to read out; repeating it registers nothing
 * new. False if its code belongs to somebody else's request: then another one has to be drawn.
 */
export async function registerCall(
  parts: EndingParts,
  visit: Visit,
  { caller, draft }: Call,
): Promise<boolean> {
  const { requests, citizens } = parts;
  const { code } = draft;
  if (code === undefined || caller === undefined) return false;
  const citizen = await meet(parts, caller);
  const result = await requests.register({
    ...visit.orderAs(undefined),
    messages: draft.texts.map(({ text }) => text),
    // Without a number there is no citizen: the request is known by its code alone.
    command: registerCommand(draft, code, citizen?._id ?? namelessCallerId(code)),
  });
  if (!result.ok) {
    if (result.refusal.code === 'alreadyExists') return false;
    throw new Error(`A complete call was refused: ${result.refusal.code}.`);
  }
  if (citizen !== undefined) await citizens.addRequest(citizen._id, code);
  visit.sent.note('words', code, sourcesOf(draft));
  await visit.note('callTaken', code);
  await visit.takeButtons(draft.asked?.messageId);
  const { wording, speech } = visit;
  await visit.say(
    joinParagraphs(
      wording.html('call.registered.title'),
      codeToReadOut(visit, code),
      renderStatus({ ...speech, request: result.request, reader: 'filer' }),
      howHeHears(visit, citizen),
    ),
    mainKeyboard(visit),
  );
  return true;
}

/**
 * Ends a call about an existing request: the caller is told its news from now on. False if the request is
 * closed.
 */
export async function endWithExistingRequest(
  parts: EndingParts,
  visit: Visit,
  { caller, draft }: Call,
  code: TrackingCode,
): Promise<boolean> {
  const { requests, citizens } = parts;
  const citizen = caller === undefined ? undefined : await meet(parts, caller);
  const stored = await requests.find(code);
  if (stored === undefined || stored.request.stage.status === 'closed') return false;
  const isHis =
    citizen !== undefined &&
    (stored.request.citizen === citizen._id || stored.request.followers.includes(citizen._id));
  if (citizen !== undefined && !isHis) {
    const result = await requests.execute(code, {
      ...visit.orderAs(undefined),
      command: { type: 'follow', citizen: citizen._id },
    });
    if (!result.ok && result.refusal.code !== 'alreadyFollowing') return false;
    await citizens.addFollowing(citizen._id, code);
    await visit.note('callerJoined', code);
  }
  await visit.takeButtons(draft.asked?.messageId);
  const { wording, speech } = visit;
  const isFiler = stored.request.citizen === citizen?._id;
  await visit.say(
    joinParagraphs(
      joinLines(
        wording.html(citizen === undefined || isHis ? 'call.same.told' : 'call.same.joined'),
        codeToReadOut(visit, code),
      ),
      renderStatus({
        ...speech,
        request: stored.request,
        reader: isFiler ? 'filer' : 'follower',
      }),
    ),
    inlineKeyboard(...caseRow(visit, stored.request), ...(isFiler ? ratingRows(visit, stored.request) : [])),
  );
  return true;
}

/** The citizen calling, who is now known by the name they gave; undefined for somebody without a number. */
async function meet(
  {
    citizens,
    defaultLocale,
  }: { citizens: Pick<CitizenStore, 'meetCaller' | 'update'> } & Pick<FeatureOptions, 'defaultLocale'>,
  { phone, name }: Caller,
): Promise<Citizen | undefined> {
  if (phone === null) return undefined;
  const citizen = await citizens.meetCaller({ phone, locale: defaultLocale });
  // Users of the bot have chosen their own name there.
  if (name !== undefined && citizen.chatId === undefined && citizen.name !== name) {
    await citizens.update(citizen._id, { name });
  }
  return citizen;
}

function howHeHears({ wording }: Visit, citizen: Citizen | undefined): string {
  if (citizen === undefined) return wording.html('call.registered.byCode');
  return wording.html(citizen.chatId === undefined ? 'call.registered.byPhone' : 'call.registered.inTheBot');
}

/** A code that is easy to see while speaking: on a line of its own, in groups of three. */
function codeToReadOut({ speech }: Visit, code: TrackingCode): string {
  return `<b>${formatSpelledCode(code, speech.locale)}</b>`;
}
