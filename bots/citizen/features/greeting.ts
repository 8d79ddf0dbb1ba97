import { Composer } from 'grammy';
import { paragraphs } from '../../../src/deliveries/wording.js';
import type { CitizenContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';

/** `/start`: what the bot is for, in two sentences and an example. */
export function greeting(): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.command('start', async ({ visit }) => {
    await greet(visit);
  });
  return composer;
}

/** Greets somebody who is in the middle of nothing. */
export async function greet(visit: Visit): Promise<void> {
  await visit.say(
    paragraphs(visit.html('citizen.greeting'), visit.html('citizen.example'), visit.html('citizen.kept')),
    mainKeyboard(visit),
  );
}
