import { keepConversation } from '../../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { hasCartable } from '../../../permissions.js';
import { describeRoles } from '../../everybody/greeting.js';
import { pageOfCartable } from './list.js';
import { orderByUrgency, type Part, type Waiting } from './order.js';

/** «کارتابل من»: everything that waits for a manager, the most urgent first. */
export function createCartableFeature(
  options: Pick<FeatureOptions, 'cartables' | 'requests' | 'nextReminder'>,
): StaffFeature {
  const { cartables, requests } = options;
  const soon = ({ speech }: Visit) => ({ soon: options.nextReminder(speech.now) });

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
          const { html, markup } = pageOfCartable(
            { ...visit, ...soon(visit) },
            await waitingFor(visit),
            'all',
            0,
          );
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
    await showInPlace(
      visit,
      pageOfCartable({ ...visit, ...soon(visit) }, await waitingFor(visit), part, page),
    );
  }

  /** The list of a cartable follows the requests with a short delay, so each request confirms whose it is. */
  async function waitingFor({ positions }: Visit): Promise<readonly Waiting[]> {
    const codes = await Promise.all(positions.map((position) => cartables.codesOf(position)));
    return orderByUrgency(await requests.findMany([...new Set(codes.flat())]), positions);
  }
}
