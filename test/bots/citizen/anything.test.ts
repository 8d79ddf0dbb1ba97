import fc from 'fast-check';
import { isAtHome } from '../../../src/conversations/talk.js';
import { Anyone } from './anyone.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';
import { deeds } from './deeds.js';

const RUNS = 80;
const LONGEST_RUN = 30;
/** «لغو» leaves an objection first, and then the request that it had interrupted. */
const MOST_CANCELS = 2;

let alone: BotAlone;
beforeAll(async () => {
  alone = await startBotAlone({ random: Math.random });
});
afterAll(() => alone?.stop());

it('takes whatever people do: every message and press is answered, nothing fails, «لغو» leads home', async () => {
  const steps = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(deeds, { minLength: 10, maxLength: LONGEST_RUN, size: 'max' }),
      async (done) => {
        const person = await alone.simulator.startedPerson('citizen');
        await alone.introduce(person);
        const anyone = new Anyone(alone, person);
        for (const deed of done) {
          const at = `${anyone.conversation?.flow ?? 'home'}:${anyone.conversation?.step ?? ''}`;
          steps.add(at);
          expect([at, await anyone.does(deed)]).toEqual([at, []]);
        }
        for (let said = 0; said < MOST_CANCELS && !isAtHome(anyone.conversation); said += 1) {
          expect(await anyone.say('لغو')).toEqual([]);
        }
        expect(isAtHome(anyone.conversation) || anyone.conversation).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
  expect([...EVERYWHERE].filter((step) => !steps.has(step))).toEqual([]);
}, 60_000);

/** Where the walks must have been, so that they prove something. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'home:',
  'filing:words',
  'filing:category',
  'filing:place',
  'filing:review',
  'filingOver:over',
  'objection:reason',
  'talk:answered',
]);
