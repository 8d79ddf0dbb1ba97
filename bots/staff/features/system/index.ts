import { Composer } from 'telegraf';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { button, inline } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { onPress, onWord } from '../../routing.js';
import { asAdministrator } from '../city/administrator.js';
import { letterPage, systemPage } from './pages.js';

/** Updates that are shown at once; the next ones come when these are dealt with. */
const MOST_LETTERS = 5;

/** «وضعیت سامانه»: an administrator sees how the product runs, and deals with what could not be handled. */
export function system(options: FeatureOptions): Composer<StaffContext> {
  const { readVitals, describeSystem, letters, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('system', (visit) => asAdministrator(visit, () => show(visit))),
    onPress('system', (visit) => asAdministrator(visit, () => show(visit))),
    onPress('letters', (visit) =>
      asAdministrator(visit, async () => {
        const found = await letters.list(MOST_LETTERS);
        if (found.length === 0) await visit.say(visit.wording.html('system.letter.none'));
        for (const letter of found) {
          const { html, markup } = letterPage(visit, letter);
          await visit.say(html, markup);
        }
      }),
    ),
    onPress('retryLetter', (visit, [letter]) =>
      asAdministrator(visit, async () => {
        const isRetried = await letters.retry(letter);
        if (isRetried) await visit.note('letterRetried', undefined, botOf(letter));
        await tell(visit, isRetried ? 'system.letter.retried' : 'system.letter.gone');
      }),
    ),
    onPress('dropLetter', (visit, [letter]) =>
      asAdministrator(visit, async () => {
        const isDropped = await letters.drop(letter);
        if (isDropped) await visit.note('letterDropped', undefined, botOf(letter));
        await tell(visit, isDropped ? 'system.letter.dropped' : 'system.letter.gone');
      }),
    ),
  );
  return composer;

  async function show(visit: Visit): Promise<void> {
    const [vitals, about] = await Promise.all([readVitals(), describeSystem()]);
    const { html, markup } = systemPage(visit, vitals, about);
    if (!(await editPressed(visit, messenger, html, markup))) await visit.say(html, markup);
  }

  async function tell(visit: Visit, key: string): Promise<void> {
    const html = visit.wording.html(key);
    const back = inline([button(visit.wording.plain('system.button.letters'), staffButtons.pack('letters'))]);
    if (!(await editPressed(visit, messenger, html, back))) await visit.say(html, back);
  }
}

function botOf(letter: string): string {
  return letter.split(':')[0] ?? '';
}
