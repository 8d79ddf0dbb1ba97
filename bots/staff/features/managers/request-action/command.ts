import { assertNever } from '../../../../../src/assert-never.js';
import { subordinatesOf } from '../../../../../src/organization/subordinates.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import type { Visit } from '../../../context.js';
import { type Destinations, destinationOf } from './destination.js';
import type { RequestActionDraft } from './draft.js';

/** The command of a draft, once it has everything the lifecycle needs. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of actions.
export function commandOf(draft: RequestActionDraft, destinations: Destinations): ChangeCommand | undefined {
  const { text } = draft;
  switch (draft.kind) {
    case 'question':
      return text === undefined ? undefined : { type: 'ask', question: text };
    case 'extension':
      return text === undefined || draft.hours === undefined
        ? undefined
        : { type: 'requestExtension', hours: draft.hours, reason: text };
    case 'refusal':
      return { type: 'decideExtension', granted: false, ...(text === undefined ? {} : { reason: text }) };
    case 'referral':
      return text === undefined || draft.to === undefined
        ? undefined
        : { type: 'refer', to: draft.to, reason: text };
    case 'draftRequest':
      return draft.to === undefined || draft.by === undefined
        ? undefined
        : {
            type: 'requestDraft',
            to: draft.to,
            by: draft.by,
            ...(text === undefined ? {} : { word: text }),
          };
    case 'routing':
      return routing(draft, destinations);
    case 'disapproval':
      return text === undefined ? undefined : { type: 'disapprove', reason: text };
    case 'objection':
      return text === undefined ? undefined : { type: 'object', reason: text };
    case 'rejection':
      return text === undefined
        ? undefined
        : { type: 'reject', reason: text, ...(draft.ready === undefined ? {} : { ready: draft.ready }) };
    case 'merge':
      return draft.into === undefined ? undefined : { type: 'merge', into: draft.into };
    default:
      return assertNever(draft.kind);
  }
}

function routing(draft: RequestActionDraft, destinations: Destinations): ChangeCommand | undefined {
  const destination = destinationOf(draft, destinations);
  const category = draft.category === undefined ? {} : { category: draft.category };
  switch (destination?.kind) {
    case 'position':
      return { type: 'refer', to: destination.position, ...category };
    case 'followUp':
      return { type: 'sendToFollowUp', unit: destination.unit, ...category };
    default:
      return undefined;
  }
}

/** The context needed to choose where a request goes. */
export function destinationsOf(
  { organization, speech }: Pick<Visit, 'organization' | 'speech'>,
  { request: { category, place, stage } }: StoredRequest,
): Destinations {
  const { now, timeZone } = speech;
  return {
    organization,
    ...(stage.status === 'referred'
      ? {
          drafting: {
            now,
            timeZone,
            dueAt: stage.referral.dueAt,
            subordinates: subordinatesOf(stage.referral.position, organization, now),
          },
        }
      : {}),
    ...(category === undefined ? {} : { category }),
    ...(place?.district === undefined ? {} : { district: place.district }),
  };
}
