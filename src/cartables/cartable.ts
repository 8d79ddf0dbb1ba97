import type { Request } from '../requests/lifecycle/request.js';

/**
 * The position whose cartable a request is in: the one that has to answer, also while it waits for the
 * citizen, or the one that has to say whether its promise was fulfilled.
 */
export function cartableOf({ stage }: Pick<Request, 'stage'>): string | undefined {
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return stage.referral.position;
    case 'answered': {
      const { answer, promise } = stage;
      return promise?.confirmBy !== undefined && answer.by.kind === 'position'
        ? answer.by.position
        : undefined;
    }
    case 'intake':
    case 'followUp':
    case 'closed':
      return undefined;
  }
}
