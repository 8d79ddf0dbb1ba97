import { keepConversation } from '../../../../src/flows/flow.js';
import type { StaffFeature } from '../../feature.js';
import type { FeatureOptions } from '../../options.js';
import { isOperator, mayDismissUrgency } from '../../permissions.js';
import { refusePress } from '../../refusals.js';

/** «فوری نیست»: one press takes the mark of urgency away. */
export function createUrgencyFeature({ requests }: Pick<FeatureOptions, 'requests'>): StaffFeature {
  return {
    name: 'urgency',
    presses: {
      notUrgent: keepConversation(async (visit, [code]) => {
        if (!mayDismissUrgency(visit)) {
          await visit.note('foreignRequest', code);
          return refusePress(visit, { code: 'notAllowed' });
        }
        const { actor, commandId } = visit.orderAs(undefined);
        const result = await requests.execute(code, {
          command: { type: 'dismissUrgency' },
          actor: isOperator(visit) ? actor : { kind: 'supervisor', person: visit.person },
          commandId,
        });
        if (!result.ok) return refusePress(visit, result.refusal);
        await visit.answerPress(visit.wording.plain('urgent.dismissed'));
      }),
    },
  };
}
