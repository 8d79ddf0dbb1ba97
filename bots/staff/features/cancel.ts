import { Composer } from 'telegraf';
import type { StaffContext } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import type { Messenger } from '../messenger.js';
import { onPress, onWord } from '../routing.js';
import { cancel, unfinishedIn } from '../unfinished.js';

/** «لغو» at any step, and «بازگشت» where there is nothing to go back from. */
export function leaving({ messenger }: { readonly messenger: Messenger }): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(onWord('cancel', (visit) => cancel(visit, messenger)));
  composer.use(
    onPress('cancel', async (visit) => {
      if (unfinishedIn(visit) === undefined) {
        await visit.answerPress(visit.wording.plain('staff.nothingOpen'));
        return;
      }
      await visit.answerPress();
      await cancel(visit, messenger);
    }),
  );
  composer.use(
    onWord('back', async (visit, next) => {
      if (unfinishedIn(visit) !== undefined) return next();
      await visit.say(visit.wording.html('staff.nothingOpen'), mainKeyboard(visit));
    }),
  );
  composer.use(
    onPress('back', async (visit, _values, next) => {
      if (unfinishedIn(visit) !== undefined) return next();
      await visit.answerPress(visit.wording.plain('staff.nothingOpen'));
    }),
  );
  return composer;
}
