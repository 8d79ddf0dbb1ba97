import { Composer } from 'telegraf';
import { mayReadReports } from '../../src/reports/readers.js';
import { isKeyword, type Keyword } from './commands.js';
import type { StaffContext, Visit } from './context.js';
import { onAct } from './routing.js';

/** What decides what a person may ask for. */
type Duties = Pick<Visit, 'roles' | 'positions' | 'organization'>;

const anybody = () => true;
const operator = ({ roles }: Duties) => roles.includes('operator');
const supervisor = ({ roles }: Duties) => roles.includes('supervisor');
const administrator = ({ roles }: Duties) => roles.includes('administrator');
const manager = ({ positions }: Duties) => positions.length > 0;

/** Who may ask for what, in the order of the menu. */
const MAY_ASK: Readonly<Record<Keyword, (duties: Duties) => boolean>> = {
  start: anybody,
  cartable: manager,
  record: manager,
  phrases: manager,
  absence: manager,
  queue: operator,
  call: operator,
  find: operator,
  callbacks: operator,
  quality: supervisor,
  report: mayReadReports,
  people: administrator,
  invite: administrator,
  setup: administrator,
  structure: administrator,
  rollout: administrator,
  trace: administrator,
  system: administrator,
  help: anybody,
};

/** The words that somebody may say, in the order of the menu. */
export function wordsOf(duties: Duties): readonly Keyword[] {
  // The keys of a literal are its own.
  const words = Object.keys(MAY_ASK) as Keyword[];
  return words.filter((word) => MAY_ASK[word](duties));
}

/** Notes that somebody asked for what is not his; the feature that it belongs to tells him so. */
export function foreignWords(): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(
    onAct('text', async (visit, { word }, next) => {
      if (isKeyword(word) && !MAY_ASK[word](visit)) await visit.note('foreignWord');
      await next();
    }),
  );
  return composer;
}
