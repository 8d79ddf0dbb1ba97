import { fc } from '../../support/seeded.js';
import { IS_THOROUGH } from '../../support/thorough.js';
import { Anyone } from './anyone.js';
import { isAtHome } from './at-home.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';
import { type FileFields, takeFiles } from './contents.js';
import { type Deed, deeds } from './deeds.js';

const RUNS = IS_THOROUGH ? 120 : 40;
const LONGEST_RUN = 30;
/** «لغو» leaves what is going on, then what that had interrupted, and so on. */
const MOST_CANCELS = 4;

let alone: BotAlone;
let files: readonly FileFields[];
beforeAll(async () => {
  alone = await startBotAlone({ isFoundNearby: true });
  files = await takeFiles(alone);
});
afterAll(() => alone?.stop());

it('takes whatever people do: every message and press is answered, nothing fails, «لغو» leads home', async () => {
  const steps = new Set<string>();
  const at = ({ conversation }: Anyone) => `${conversation?.flow ?? 'home'}:${conversation?.step ?? ''}`;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      fc.array(deeds, { minLength: 10, maxLength: LONGEST_RUN, size: 'max' }),
      async (isKnown, done) => {
        const anyone = new Anyone(alone, await alone.simulator.startedPerson('citizen'), files);
        if (isKnown) await alone.introduce(anyone.person);
        for (const deed of done) {
          const before = at(anyone);
          steps.add(before);
          expect([before, deed, await anyone.does(deed)]).toEqual([before, deed, []]);
        }
        for (let said = 0; said < MOST_CANCELS && !isAtHome(anyone.conversation); said += 1) {
          expect(await anyone.say('لغو')).toEqual([]);
        }
        expect(isAtHome(anyone.conversation) || anyone.conversation).toBe(true);
      },
    ),
    { numRuns: RUNS, examples: EXAMPLES },
  );
  expect([...EVERYWHERE].filter((step) => !steps.has(step))).toEqual([]);
});

const POTHOLE: Deed = { does: 'writes', text: 'چاله بزرگی جلوی دبستان است' };
const ON: Deed = { does: 'goesOn', choice: 0 };
/** The first request at its place; whoever files there after it is asked whether it is the same. */
const FIRST: readonly Deed[] = [POTHOLE, ON, { does: 'sends', content: 'here' }, ON];
const FILED: readonly Deed[] = [...FIRST, ON];

/** An objection to the answer that is there, with a photo, edited before it goes. */
const OBJECTION: readonly Deed[] = [
  ON,
  { does: 'writes', text: 'هنوز چاله هست' },
  { does: 'sends', content: 'photo', caption: 'عکس امروز' },
  { does: 'edits', choice: 0, text: 'نصف چاله هست' },
  { does: 'sends', content: 'voice' },
  { does: 'writes', text: 'ارسال' },
];

/** Walks that are taken in any case, so that the random ones begin where something is to be broken. */
const EXAMPLES: [boolean, Deed[]][] = [
  [true, [{ does: 'writes', text: 'ساعت کاری شما چیست؟' }, ON, POTHOLE]],
  [true, [...FIRST, { does: 'isServed', by: 'answer' }, ON, ON]],
  [true, [...FILED, ON, ON, { does: 'presses', choice: 0 }]],
  [true, [...FILED, { does: 'isServed', by: 'answer' }, ...OBJECTION]],
  [true, [...FILED, { does: 'isServed', by: 'question' }, POTHOLE, ON]],
  [true, [POTHOLE, ON, { does: 'writes', text: 'خیابان نمونه' }, ON]],
  [false, [...FILED, ...FILED]],
  [true, [{ does: 'isLeftOne' }, ON, ON, { does: 'isLeftOne' }, { does: 'goesOn', choice: 3 }]],
];

/** Where the walks must have been, so that they prove something. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'home:',
  'filing:category',
  'filing:place',
  'filing:similar',
  'filing:district',
  'filing:review',
  'filingOver:over',
  'objection:reason',
  'supplying:collect',
  'talk:answered',
]);
