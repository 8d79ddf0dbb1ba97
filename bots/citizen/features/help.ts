import { Composer } from 'grammy';
import { readFiling } from '../../../src/conversations/filing.js';
import { readObjecting } from '../../../src/conversations/objecting.js';
import { paragraphs } from '../../../src/deliveries/wording.js';
import type { CitizenContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';

/** `/help` and its button: what helps in the situation in which the person is. */
export function help({ texts }: Pick<CitizenBotOptions, 'texts'>): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  const labels = new Set(texts.locales.map((locale) => texts.plain(locale, 'citizen.button.help')));
  composer.command('help', ({ visit }) => explain(visit));
  composer.on('message:text', ({ message, visit }, next) =>
    labels.has(message.text.trim()) ? explain(visit) : next(),
  );
  return composer;
}

async function explain(visit: Visit): Promise<void> {
  const words = visit.html('citizen.help.words');
  const filing = readFiling(visit.conversation);
  if (filing !== undefined) {
    const reminder = visit.html(`filing.reminder.${filing.step}`);
    // Without a keyboard of its own, so that the one for the place stays.
    await visit.say(paragraphs(`${visit.html('citizen.help.filing')} ${reminder}`, words));
    return;
  }
  if (readObjecting(visit.conversation) !== undefined) {
    await visit.say(paragraphs(visit.html('citizen.help.objecting'), words));
    return;
  }
  const hasRequests = visit.citizen.requests.length + visit.citizen.following.length > 0;
  await visit.say(
    paragraphs(
      visit.html('citizen.help.file'),
      hasRequests ? visit.html('citizen.help.follow') : undefined,
      hasRequests ? visit.html('citizen.help.judge') : undefined,
      words,
    ),
    mainKeyboard(visit),
  );
}
