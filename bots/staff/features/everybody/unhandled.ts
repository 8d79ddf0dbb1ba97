import { joinParagraphs } from '../../../../src/messages/wording.js';
import {
  countDigits,
  formatTrackingCode,
  isMeantAsCode,
  isTrackingCode,
} from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { remindOfUnfinished } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';
import { describeRoles } from './greeting.js';

/** A code as an example. */
const EXAMPLE = '1234567894';

/** Answers everything that no other feature takes: nobody is left without an answer (docs/design.md, 9). */
export async function answerUnhandled(visit: Visit): Promise<void> {
  const { act } = visit;
  if (act.kind === 'press') {
    await visit.note(act.press === undefined ? 'forgedPress' : 'deadPress');
    return visit.answerPress(visit.wording.plain('staff.deadButton'));
  }
  if (act.kind === 'edit') {
    const isWritten = act.text !== undefined || act.file !== undefined;
    // A live location is edited every few seconds, and nobody speaks.
    if (isWritten && visit.roles.length > 0) {
      const sent = visit.sent.find(act.messageId);
      const code = sent === undefined ? {} : { code: visit.wording.code(sent.code) };
      await visit.say(visit.wording.html(`staff.edited.${sent?.as ?? 'other'}`, code));
    }
    return;
  }
  await visit.say(joinParagraphs(whatToDo(visit), remindOfUnfinished(visit)), mainKeyboard(visit));
}

function whatToDo(visit: Visit): string {
  const { positions, roles, wording, speech, act } = visit;
  if (roles.length > 0 && act.kind === 'text' && isMeantAsCode(act.text)) {
    return wording.html('staff.code.length', { count: countDigits(act.text) });
  }
  if (positions.length > 0) return wording.html('staff.unhandled.manager');
  if (roles.every((role) => role === 'manager')) return describeRoles(visit);
  const example = isTrackingCode(EXAMPLE) ? formatTrackingCode(EXAMPLE, speech.locale) : EXAMPLE;
  return wording.html('staff.unhandled.desk', { example });
}
