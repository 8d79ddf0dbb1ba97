import { cartableOf } from '../../../../src/cartables/cartable.js';
import { keepConversation } from '../../../../src/flows/flow.js';
import { formatPhone } from '../../../../src/text/phone.js';
import type { StaffFeature } from '../../feature.js';
import type { FeatureOptions } from '../../options.js';
import type { Access } from '../../requests/access.js';
import type { CardSender } from '../../requests/card-sender.js';

/**
 * «شماره شهروند»: the owner of a request may call its citizen; each view of the number is in the audit log.
 */
export function createPhoneFeature(
  options: Pick<FeatureOptions, 'citizens' | 'lookups'> & {
    readonly access: Access;
    readonly cardSender: CardSender;
  },
): StaffFeature {
  const { access, cardSender, citizens, lookups } = options;
  return {
    name: 'phone',
    presses: {
      phone: keepConversation(async (visit, [code]) => {
        const opened = await access.open(visit, code);
        if (opened === undefined) return;
        const { wording, speech } = visit;
        if (cartableOf(opened.request) !== opened.position) {
          await visit.answerPress(wording.plain('staffRefusal.notYours'));
          return;
        }
        const number = (await citizens.find(opened.request.citizen))?.phone;
        if (number === undefined) {
          await visit.answerPress(wording.plain('acts.noPhone'));
          return;
        }
        const look = { act: 'phoneSeen', citizen: opened.request.citizen, request: code } as const;
        if (!(await lookups.note(visit, look))) return;
        await visit.answerPress();
        const html = wording.html('acts.phone', {
          code: wording.code(code),
          phone: formatPhone(number, speech.locale),
        });
        await cardSender.noteBeside(visit, opened, [await visit.say(html)]);
      }),
    },
  };
}
