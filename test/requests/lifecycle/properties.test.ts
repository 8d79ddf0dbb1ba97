import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { fc, SEED } from '../../support/seeded.js';
import { IS_THOROUGH } from '../../support/thorough.js';
import { Walk } from './walk.js';
import { cities, filings, steps } from './walk-steps.js';

const RUNS = IS_THOROUGH ? 2_000 : 200;
/** Walks that are made in addition at most, where chance has left out something. */
const MORE_RUNS = 5_000;

const everythingThatCanHappen: ReadonlySet<string> = new Set<RequestEvent['type']>([
  'passedOver',
  'referred',
  'escalated',
  'reminded',
  'overdue',
  'remindedOverdue',
  'asked',
  'replied',
  'resumed',
  'extensionRequested',
  'extensionGranted',
  'extensionRefused',
  'draftRequested',
  'draftLate',
  'answerDrafted',
  'answerHeld',
  'answerRecalled',
  'answered',
  'promiseDue',
  'promiseKept',
  'promiseMoved',
  'promiseBroken',
  'rated',
  'objected',
  'withdrawn',
  'leftToFollowers',
  'offered',
  'offerDeclined',
  'carriedOn',
  'rejected',
  'merged',
  'closed',
  'followed',
  'unfollowed',
  'joined',
  'added',
  'noted',
  'acknowledged',
  'leftUntouched',
  'urgencyDismissed',
  'publicationPermitted',
  'published',
]);

/** What either of two people may have done. */
const byWhom = ['rated by citizen', 'rated by operator', 'objected by citizen', 'objected by operator'];

const walks = fc.tuple(cities, filings, fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' }));
type Walked = typeof walks extends fc.Arbitrary<infer Value> ? Value : never;

describe('whatever happens to a request', () => {
  const seen = new Set<string>();

  function walkThrough([city, filing, walked]: Walked): void {
    const walk = new Walk(city, filing);
    for (const step of walked) walk.take(step);
    for (const name of walk.seen) seen.add(name);
  }

  it('it has one owner, one clock that can act, and a record that tells the same', () => {
    fc.assert(fc.property(walks, walkThrough), { numRuns: RUNS });
  });

  it('and the walks have been everywhere', () => {
    const left = () => [...everythingThatCanHappen, ...byWhom].filter((name) => !seen.has(name));
    for (let run = 0; run < MORE_RUNS && left().length > 0; run += 1) {
      for (const walk of fc.sample(walks, { numRuns: 1, seed: SEED + 1 + run })) walkThrough(walk);
    }
    expect(left()).toEqual([]);
  });

  it('time alone brings it to an end or to the top', () => {
    fc.assert(
      fc.property(
        cities,
        filings,
        fc.array(steps, { maxLength: 15, size: 'max' }),
        (city, filing, walked) => {
          const walk = new Walk(city, filing);
          for (const step of walked) walk.take(step);
          for (let actions = 0; walk.next() !== undefined; actions += 1) {
            const { stage } = walk.request;
            if (stage.status === 'referred' && stage.referral.overdue !== undefined) break;
            expect(actions).toBeLessThan(60);
            walk.untilNext();
            walk.check();
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
