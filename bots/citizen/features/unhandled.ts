import { Composer } from 'grammy';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { isTrackingCode } from '../../../src/text/tracking-code.js';
import { type AccessParts, audit, findAccessible } from '../access.js';
import type { CitizenContext } from '../context.js';
import { inline, operatorButton } from '../keyboards.js';

/** Whatever no other feature takes: nobody is left without an answer (docs/design.md, 9). */
export function unhandled(parts: AccessParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query', async (context) => {
    const { visit } = context;
    const press = citizenButtons.parse(context.callbackQuery.data ?? '');
    if (press?.action === 'register' && isTrackingCode(press.values[0])) {
      const found = await findAccessible(parts, context, press.values[0]);
      await visit.answerPress(visit.plain(found === undefined ? 'citizen.deadButton' : 'filing.oldReview'));
      return;
    }
    await visit.answerPress(visit.plain('citizen.deadButton'));
    if (press === undefined) await audit(parts, context, 'forgedPress');
  });
  composer.on('message', async ({ message, visit }) => {
    const isCommand = message.text?.startsWith('/') === true;
    await visit.say(
      visit.html(isCommand ? 'citizen.unknownCommand' : 'citizen.wrongKind'),
      inline([operatorButton(visit)]),
    );
  });
  return composer;
}
