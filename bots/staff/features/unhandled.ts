import { Composer } from 'telegraf';
import { paragraphs } from '../../../src/messages/wording.js';
import { formatTrackingCode, isTrackingCode } from '../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import { onAct } from '../routing.js';
import { stillOpen } from '../unfinished.js';
import { welcome } from './greeting.js';

/** A code that shows how codes look. */
const EXAMPLE = '1234567894';

/** Whatever no other feature takes: nobody is left without an answer (docs/design.md, 9). */
export function unhandled(): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(
    onAct('press', async (visit, { press }) => {
      await visit.note(press === undefined ? 'forgedPress' : 'deadPress');
      await visit.answerPress(visit.wording.plain('staff.deadButton'));
    }),
  );
  composer.use(async ({ visit }) => {
    if (visit.act.kind === 'edit') return;
    await visit.say(paragraphs(whatToDo(visit), stillOpen(visit)), mainKeyboard(visit));
  });
  return composer;
}

function whatToDo(visit: Visit): string {
  const { positions, roles, wording, speech } = visit;
  if (positions.length > 0) return wording.html('staff.unhandled.manager');
  if (roles.every((role) => role === 'manager')) return welcome(visit);
  const example = isTrackingCode(EXAMPLE) ? formatTrackingCode(EXAMPLE, speech.locale) : EXAMPLE;
  return wording.html('staff.unhandled.desk', { example });
}
