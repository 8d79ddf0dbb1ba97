import { Composer } from 'telegraf';
import { createOpenWork } from '../../../../src/cartables/open-work.js';
import type { StaffPerson } from '../../../../src/organization/people-store.js';
import type { StaffChange } from '../../../../src/organization/staff-change.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import type { Act } from '../../incoming-action.js';
import { button, inline, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import type { ShowMenu } from '../../profile.js';
import { type Next, onAct, onPress, onWord } from '../../routing.js';
import { setAside } from '../../unfinished.js';
import { asAdministrator } from '../city/administrator.js';
import { createChanging } from './changing.js';
import { createChoosing } from './choosing.js';
import { confirmation } from './confirming.js';
import { isUnfinishedStaffing, keepStaffing, readStaffing, type Staffing } from './flow.js';
import { listPage, named, type Page, personPage, positionPage, questionPage, rolesPage } from './pages.js';

/**
 * «همکاران»: an administrator finds a colleague and changes what he is. Every change is shown before it happens,
 * with what becomes of open requests.
 */
export function colleagues(
  options: FeatureOptions & { readonly showMenu: ShowMenu },
): Composer<StaffContext> {
  const { people, messenger, whoHasOpened } = options;
  const changing = createChanging(options);
  const choosing = createChoosing(options);
  const openWork = createOpenWork(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('people', (visit) =>
      asAdministrator(visit, async () => {
        await setAside(visit, messenger);
        await show(visit, { step: 'list', draft: {} }, rolesPage(visit, await choosing.staff()));
      }),
    ),
    onPress('people', (visit, [role, page]) =>
      look(visit, async () =>
        show(visit, { step: 'list', draft: {} }, listPage(visit, await choosing.staff(), role, page)),
      ),
    ),
    onPress('person', (visit, [person]) => look(visit, () => showPerson(visit, person))),
    onPress('personPosition', (visit, [position], next) =>
      ofPerson(visit, next, async (person) =>
        show(visit, { step: 'person', draft: { person: person._id } }, positionPage(visit, person, position)),
      ),
    ),
    onPress('giveRole', (visit, [role], next) =>
      ofPerson(visit, next, ({ _id }) => propose(visit, _id, { kind: 'giveRole', role })),
    ),
    onPress('takeRole', (visit, [role], next) =>
      ofPerson(visit, next, ({ _id }) => propose(visit, _id, { kind: 'takeRole', role })),
    ),
    onPress('takePosition', (visit, [position], next) =>
      ofPerson(visit, next, ({ _id }) => propose(visit, _id, { kind: 'takePosition', position })),
    ),
    onPress('removePerson', (visit, _values, next) =>
      ofPerson(visit, next, ({ _id }) => propose(visit, _id, { kind: 'remove' })),
    ),
    onPress('newPosition', (visit, _values, next) =>
      ofPerson(visit, next, (person) =>
        show(
          visit,
          { step: 'position', draft: { person: person._id } },
          questionPage(
            visit,
            visit.wording.html('people.ask.position', { name: named(visit, person, person._id) }),
          ),
        ),
      ),
    ),
    onPress('handPosition', (visit, [position], next) =>
      ofPerson(visit, next, ({ _id }) =>
        show(
          visit,
          { step: 'successor', draft: { person: _id, position } },
          questionPage(
            visit,
            visit.wording.html('people.ask.successor', { position: visit.wording.name(position) }),
          ),
        ),
      ),
    ),
    onPress('choosePosition', (visit, [position], next) =>
      choose(visit, 'position', { kind: 'givePosition', position }, next),
    ),
    onPress('chooseSuccessor', (visit, [to], next) => {
      const position = readStaffing(visit.conversation)?.draft.position ?? '';
      return choose(visit, 'successor', { kind: 'handOver', position, to }, next);
    }),
    onPress('applyChange', async (visit, _values, next) => {
      const staffing = readStaffing(visit.conversation);
      if (staffing?.step !== 'confirm') return next();
      if (visit.act.kind !== 'press' || visit.act.messageId !== staffing.draft.shownAt) {
        await visit.answerPress(visit.wording.plain('answer.preview.old'));
        return;
      }
      await asAdministrator(visit, () => apply(visit, staffing));
    }),
    onPress('back', (visit, _values, next) => goBack(visit, next)),
    onWord('back', (visit, next) => goBack(visit, next)),
    onAct('text', takeText),
  );
  return composer;

  /** Goes to another page, after setting aside what was begun. */
  async function look(visit: Visit, act: () => Promise<void>): Promise<void> {
    await asAdministrator(visit, async () => {
      await setAside(visit, messenger);
      await act();
    });
  }

  /** Does something with the colleague whose page was pressed on; an older page is dead. */
  async function ofPerson(
    visit: Visit,
    next: Next,
    act: (person: StaffPerson) => Promise<void>,
  ): Promise<void> {
    const staffing = readStaffing(visit.conversation);
    const isShown = visit.act.kind === 'press' && staffing?.draft.shownAt === visit.act.messageId;
    const id = staffing?.draft.person;
    if (staffing?.step !== 'person' || id === undefined || !isShown) return next();
    await asAdministrator(visit, async () => {
      const person = await people.find(id);
      if (person !== undefined) await act(person);
    });
  }

  /** Shows a page in the place of the one that was pressed on, or as a message of its own. */
  async function show(visit: Visit, { step, draft }: Staffing, { html, markup }: Page): Promise<void> {
    const pressedOn = visit.act.kind === 'press' ? visit.act.messageId : undefined;
    const isEdited = await editPressed(visit, messenger, html, markup);
    const shownAt = isEdited ? pressedOn : await visit.say(html, markup);
    const { shownAt: _old, ...rest } = draft;
    const shown = shownAt === undefined ? rest : { ...rest, shownAt };
    visit.conversation = keepStaffing({ step, draft: shown });
  }

  async function showPerson(visit: Visit, id: string): Promise<void> {
    const [person, opened] = await Promise.all([people.find(id), whoHasOpened([id])]);
    if (person === undefined) {
      await visit.say(visit.wording.html('people.gone'), mainKeyboard(visit));
      return;
    }
    await show(visit, { step: 'person', draft: { person: id } }, personPage(visit, person, opened.has(id)));
  }

  async function choose(
    visit: Visit,
    step: Staffing['step'],
    change: StaffChange,
    next: Next,
  ): Promise<void> {
    const staffing = readStaffing(visit.conversation);
    const id = staffing?.draft.person;
    if (staffing?.step !== step || id === undefined) return next();
    await asAdministrator(visit, () => propose(visit, id, change));
  }

  /** Shows what a change would come to. */
  async function propose(visit: Visit, id: string, change: StaffChange): Promise<void> {
    const planned = await changing.plan(visit, id, change);
    if (!planned.ok) {
      await visit.say(visit.wording.html(`people.problem.${planned.because}`));
      return;
    }
    const { consequences } = planned;
    const html = await confirmation(visit, { change, ...planned }, openWork);
    const yes = button(visit.wording.plain('people.button.apply'), staffButtons.pack('applyChange'));
    await show(
      visit,
      { step: 'confirm', draft: { person: id, change, consequences } },
      questionPage(visit, html, [[yes]]),
    );
  }

  async function apply(visit: Visit, { draft }: Staffing): Promise<void> {
    const { person, change, consequences } = draft;
    if (person === undefined || change === undefined || consequences === undefined) return;
    const problem = await changing.apply(visit, { person, change, consequences });
    visit.conversation = null;
    const html = visit.wording.html(problem === undefined ? 'people.done' : `people.problem.${problem}`);
    const again = button(visit.wording.plain('people.button.again'), staffButtons.pack('person', person));
    if (!(await editPressed(visit, messenger, html, inline([again])))) await visit.say(html, inline([again]));
  }

  /** From a question or from what was shown to the colleague; a page has a way back of its own. */
  async function goBack(visit: Visit, next: Next): Promise<void> {
    const staffing = readStaffing(visit.conversation);
    const id = staffing?.draft.person;
    if (staffing === undefined || id === undefined || !isUnfinishedStaffing(staffing)) return next();
    await asAdministrator(visit, async () => {
      if (visit.act.kind !== 'press') await choosing.takeButtons(visit, staffing);
      await showPerson(visit, id);
    });
  }

  /** A name: of a colleague or his position, of the position that he is to get, or of who takes one over. */
  async function takeText(visit: Visit, act: Extract<Act, { kind: 'text' }>, next: Next): Promise<void> {
    const staffing = readStaffing(visit.conversation);
    const isOther = act.word !== undefined || act.payload !== undefined || act.isForwarded === true;
    if (staffing === undefined || isOther || act.text.startsWith('/')) return next();
    await asAdministrator(visit, async () => {
      switch (staffing.step) {
        case 'list':
        case 'person':
          return choosing.offerPeople(visit, staffing, act.text);
        case 'successor':
          return choosing.offerSuccessors(visit, staffing, act.text);
        case 'position':
          return choosing.offerPositions(visit, staffing, act.text);
        case 'confirm':
          await visit.say(visit.wording.html('people.pressOne'));
      }
    });
  }
}
