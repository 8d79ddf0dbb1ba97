import { keepConversation } from '../../../../../src/flows/flow.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { letterPage, systemPage } from './pages.js';

/** The most updates that are shown at once; the next ones follow when these are dealt with. */
const MOST_LETTERS = 5;

/** «وضعیت سامانه»: an administrator sees how the product is running, and deals with dead letters. */
export function createSystemFeature(options: FeatureOptions): StaffFeature {
  const { readVitals, describeSystem, letters } = options;
  const show = forAdministrators<[]>(
    keepConversation(async (visit) => {
      const [vitals, about] = await Promise.all([readVitals(), describeSystem()]);
      await showInPlace(visit, systemPage(visit, vitals, about));
    }),
  );

  return {
    name: 'system',
    keywords: [
      {
        word: 'system',
        command: 'system.command',
        may: isAdministrator,
        button: { text: 'system.button.system', place: { row: 'watch', at: 2 } },
        ask: show,
      },
    ],
    presses: {
      system: (visit) => show(visit),
      letters: forAdministrators(
        keepConversation(async (visit) => {
          const found = await letters.list(MOST_LETTERS);
          if (found.length === 0) await visit.say(visit.wording.html('system.letter.none'));
          for (const letter of found) {
            const { html, markup } = letterPage(visit, letter);
            await visit.say(html, markup);
          }
        }),
      ),
      retryLetter: forAdministrators(
        keepConversation(async (visit, [letter]) => {
          const isRetried = await letters.retry(letter);
          if (isRetried) await visit.note('letterRetried', undefined, botOf(letter));
          await tell(visit, isRetried ? 'system.letter.retried' : 'system.letter.gone');
        }),
      ),
      dropLetter: forAdministrators(
        keepConversation(async (visit, [letter]) => {
          const isDropped = await letters.drop(letter);
          if (isDropped) await visit.note('letterDropped', undefined, botOf(letter));
          await tell(visit, isDropped ? 'system.letter.dropped' : 'system.letter.gone');
        }),
      ),
    },
  };
}

/** Replaces a letter by what became of it, with the way back to the others. */
async function tell(visit: Visit, key: string): Promise<void> {
  const back = inlineButton(visit.wording.plain('system.button.letters'), staffButtons.pack('letters'));
  await showInPlace(visit, { html: visit.wording.html(key), markup: inlineKeyboard([back]) });
}

function botOf(letter: string): string {
  return letter.split(':')[0] ?? '';
}
