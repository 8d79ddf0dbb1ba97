import { createFindPage } from '../../../../../src/cartables/waiting-page.js';
import { keepConversation } from '../../../../../src/flows/flow.js';
import { lookUpPage } from '../../../../../src/messages/paged-list.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { hasCartable } from '../../../permissions.js';
import { describeRoles } from '../../everybody/greeting.js';
import { LINES_A_PAGE, pageOfCartable } from './list.js';
import { type Part, selectionsOf } from './parts.js';

/** «کارتابل من»: everything that waits for a manager, the most urgent first. */
export function createCartableFeature(
  options: Pick<FeatureOptions, 'cartables' | 'requests' | 'nextReminder'>,
): StaffFeature {
  const { cartables } = options;
  const findPage = createFindPage(options);

  return {
    name: 'cartable',
    keywords: [
      {
        word: 'cartable',
        command: 'staff.command.cartable',
        may: hasCartable,
        button: { text: 'staff.button.cartable', place: { row: 'first', at: 1 } },
        ask: keepConversation(async (visit) => {
          if (visit.positions.length === 0) {
            await visit.say(describeRoles(visit), mainKeyboard(visit));
            return;
          }
          const { html, markup } = await pageFor(visit, 'all', 0);
          await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup ?? mainKeyboard(visit));
        }),
      },
    ],
    presses: {
      cartable: keepConversation((visit, [page]) => turnTo(visit, 'all', page)),
      cartablePart: keepConversation((visit, [part, page]) => turnTo(visit, part, page)),
    },
  };

  async function turnTo(visit: Visit, part: Part, page: number): Promise<void> {
    await visit.answerPress();
    await showInPlace(visit, await pageFor(visit, part, page));
  }

  /** One page of a part of what waits; the last one where there are not so many any more. */
  async function pageFor(visit: Visit, part: Part, asked: number) {
    const { positions: places, speech } = visit;
    const soon = options.nextReminder(speech.now);
    const selections = selectionsOf({ ...speech, soon });
    const counts = await cartables.countEach(places, selections);
    const page = await lookUpPage({ count: counts[part], asked, size: LINES_A_PAGE }, (some) =>
      findPage({ places, selection: selections[part], ...some }),
    );
    return pageOfCartable({ ...visit, soon }, counts, part, page);
  }
}
