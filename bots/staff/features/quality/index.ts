import { Composer } from 'telegraf';
import type { RequestStore } from '../../../../src/requests/request-store.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText } from '../../refusals.js';
import { onPress, onWord } from '../../routing.js';
import { buttonsOfCase, caseOf } from './case.js';
import { A_PAGE, pageOfQuality } from './list.js';

/**
 * «کیفیت»: supervisors see the answers with which citizens were not content, read the whole case, and may find
 * that an answer is none.
 */
export function quality({
  requests,
  histories,
  messenger,
}: Pick<FeatureOptions, 'requests' | 'messenger'> & {
  readonly histories: Pick<RequestStore, 'poorlyJudged'>;
}): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('quality', async (visit) => {
      if (!visit.roles.includes('supervisor')) {
        await visit.say(visit.wording.html('quality.notYours'), mainKeyboard(visit));
        return;
      }
      const { html, markup } = await pageAt(visit, 0);
      await visit.say(html, markup);
    }),
  );
  composer.use(
    onPress('quality', (visit, [page]) =>
      asSupervisor(visit, async () => {
        await visit.answerPress();
        const { html, markup } = await pageAt(visit, page);
        if (!(await editPressed(visit, messenger, html, markup))) await visit.say(html, markup);
      }),
    ),
  );
  composer.use(
    onPress('qualityCase', (visit, [code]) =>
      asSupervisor(visit, async () => {
        const stored = await requests.find(code);
        if (stored === undefined) {
          await visit.answerPress(visit.wording.plain(...refusalText({ code: 'notFound' }, visit)));
          return;
        }
        await visit.answerPress();
        await visit.note('caseRead', code);
        const messages = caseOf(visit, stored);
        for (const html of messages.slice(0, -1)) await visit.say(html);
        await visit.say(messages.at(-1) ?? '', buttonsOfCase(visit, stored));
      }),
    ),
  );
  return composer;

  async function pageAt(visit: Visit, page: number) {
    return pageOfQuality(visit, await histories.poorlyJudged(page * A_PAGE, A_PAGE + 1), page);
  }
}

/** Does it for a supervisor; for anybody else the button is dead, and that he pressed it is noted. */
async function asSupervisor(visit: Visit, act: () => Promise<void>): Promise<void> {
  if (visit.roles.includes('supervisor')) return act();
  await visit.note('forgedPress');
  await visit.answerPress(visit.wording.plain('quality.notYours'));
}
