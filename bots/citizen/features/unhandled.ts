import { Composer } from 'grammy';
import type { CitizenContext } from '../context.js';
import { mainKeyboard } from '../keyboards.js';

/** Whatever no other feature takes: nobody is left without an answer (design, section 9). */
export function unhandled(): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query', async ({ visit }) => {
    await visit.answerPress(visit.plain('citizen.deadButton'));
  });
  composer.on('message', async ({ visit }) => {
    await visit.say(visit.html('citizen.wrongKind'), mainKeyboard(visit));
  });
  return composer;
}
