import { keepConversation } from '../../../../../src/flows/flow.js';
import { PAGE_SIZE } from '../../../../../src/messages/paged-list.js';
import type { RequestStore } from '../../../../../src/requests/request-store.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import type { FeatureOptions } from '../../../options.js';
import { forSupervisors, isSupervisor } from '../../../permissions.js';
import { refusePress } from '../../../refusals.js';
import { createCaseView } from '../../operators/find/case-view.js';
import { pageOfQuality } from './list.js';

/**
 * «کیفیت»: supervisors see the poorly judged answers, read the whole case, and may disapprove of an answer.
 */
export function createQualityFeature({
  requests,
  histories,
  lookups,
  ...shown
}: Pick<FeatureOptions, 'requests' | 'lookups' | 'cards' | 'clients' | 'noteShown'> & {
  readonly histories: Pick<RequestStore, 'poorlyJudged'>;
}): StaffFeature {
  const caseView = createCaseView(shown);
  return {
    name: 'quality',
    keywords: [
      {
        word: 'quality',
        command: 'quality.command',
        may: isSupervisor,
        button: { text: 'quality.button.quality', place: { row: 'supervising', at: 2 } },
        ask: forSupervisors(
          keepConversation(async (visit) => {
            const { html, markup } = await pageAt(visit, 0);
            await visit.say(html, markup);
          }),
        ),
      },
    ],
    presses: {
      quality: forSupervisors(
        keepConversation(async (visit, [page]) => {
          await visit.answerPress();
          await showInPlace(visit, await pageAt(visit, page));
        }),
      ),
      qualityCase: forSupervisors(
        keepConversation(async (visit, [code]) => {
          const stored = await requests.find(code);
          if (stored === undefined) return refusePress(visit, { code: 'notFound' });
          const look = { act: 'caseRead', citizen: stored.request.citizen, request: code } as const;
          if (!(await lookups.note(visit, look))) return;
          await visit.answerPress();
          await caseView.show(visit, stored);
        }),
      ),
    },
  };

  async function pageAt(visit: Visit, page: number) {
    return pageOfQuality(visit, await histories.poorlyJudged(page * PAGE_SIZE, PAGE_SIZE + 1), page);
  }
}
