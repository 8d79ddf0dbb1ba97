import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import type { StaffChange } from '../../../../../src/organization/staff-change.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { ShowMenu } from '../../../client/profile.js';
import type { Visit } from '../../../context.js';
import { editPressed, type Page, pressedMessage, showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { isOldPreview } from '../../../preview.js';
import { createChanging } from './changing.js';
import { createChoosing, type Searched } from './choosing.js';
import { describeChange } from './confirming.js';
import { isUnfinishedStaffing, keepStaffing, readStaffing, type Staffing } from './flow.js';
import { listPage, nameColleague, personPage, positionPage, questionPage, rolesPage } from './pages.js';

/**
 * «همکاران»: an administrator finds a colleague and changes their roles or positions. Every change is
 * previewed, with what becomes of open requests.
 */
export function createPeopleFeature(options: FeatureOptions & { readonly showMenu: ShowMenu }): StaffFeature {
  const { people, whoHasOpened } = options;
  const changing = createChanging(options);
  const choosing = createChoosing(options);

  return {
    name: 'people',
    keywords: [
      {
        word: 'people',
        command: 'people.command',
        may: isAdministrator,
        button: { text: 'people.button.people', place: { row: 'staff', at: 1 } },
        ask: look(async (visit) =>
          show(visit, { step: 'list', draft: {} }, rolesPage(visit, await choosing.staff())),
        ),
      },
    ],
    presses: {
      people: look(async (visit, [role, page]) =>
        show(visit, { step: 'list', draft: {} }, listPage(visit, await choosing.staff(), role, page)),
      ),
      person: look((visit, [person]) => showPerson(visit, person)),
    },
    flows: [
      defineStaffFlow({
        name: 'staffing',
        texts: 'people',
        read: readStaffing,
        unfinished(staffing) {
          if (!isUnfinishedStaffing(staffing)) return undefined;
          const { shownAt } = staffing.draft;
          return shownAt === undefined ? {} : { askedAt: shownAt };
        },
        presses: {
          personPosition: ofPerson((visit, person, [position]) =>
            show(
              visit,
              { step: 'person', draft: { person: person._id } },
              positionPage(visit, person, position),
            ),
          ),
          giveRole: ofPerson((visit, { _id }, [role]) => propose(visit, _id, { kind: 'giveRole', role })),
          takeRole: ofPerson((visit, { _id }, [role]) => propose(visit, _id, { kind: 'takeRole', role })),
          takePosition: ofPerson((visit, { _id }, [position]) =>
            propose(visit, _id, { kind: 'takePosition', position }),
          ),
          removePerson: ofPerson((visit, { _id }) => propose(visit, _id, { kind: 'remove' })),
          newPosition: ofPerson((visit, person) => {
            const name = nameColleague(visit, person, person._id);
            const question = questionPage(visit, visit.wording.html('people.ask.position', { name }));
            return show(visit, { step: 'position', draft: { person: person._id } }, question);
          }),
          handPosition: ofPerson((visit, { _id }, [position]) => {
            const { wording } = visit;
            const asked = wording.html('people.ask.successor', { position: wording.name(position) });
            return show(
              visit,
              { step: 'successor', draft: { person: _id, position } },
              questionPage(visit, asked),
            );
          }),
          choosePosition: (visit, staffing, [position]) =>
            choose(visit, staffing, 'position', { kind: 'givePosition', position }),
          chooseSuccessor: (visit, staffing, [to]) =>
            choose(visit, staffing, 'successor', {
              kind: 'handOver',
              position: staffing.draft.position ?? '',
              to,
            }),
          async foundPage(visit, staffing, [page]) {
            const { searched, shownAt } = staffing.draft;
            if (searched === undefined || pressedMessage(visit) !== shownAt)
              return passed(visit.conversation);
            return follow(visit, () => takeName(visit, staffing, { typed: searched, page }));
          },
          async applyChange(visit, staffing) {
            if (staffing.step !== 'confirm') return passed(visit.conversation);
            if (await isOldPreview(visit, staffing.draft.shownAt)) return done(visit.conversation);
            return follow(visit, () => apply(visit, staffing));
          },
        },
        /** From a question or a preview to the colleague; a page has its own way back. */
        async back(visit, staffing) {
          const id = staffing.draft.person;
          if (id === undefined || !isUnfinishedStaffing(staffing)) return passed(visit.conversation);
          return follow(visit, async () => {
            if (visit.act.kind !== 'press') await visit.takeButtons(staffing.draft.shownAt);
            return showPerson(visit, id);
          });
        },
        async take(visit, staffing, act) {
          const isName =
            act.kind === 'text' &&
            act.word === undefined &&
            act.isForwarded !== true &&
            !act.text.startsWith('/');
          return isName
            ? follow(visit, () => takeName(visit, staffing, { typed: act.text, page: 0 }))
            : passed(visit.conversation);
        },
      }),
    ],
  };

  /** Does something with the colleague whose page was pressed on; an older page has no effect. */
  function ofPerson<Values extends readonly unknown[]>(
    act: (visit: Visit, person: StaffPerson, values: Values) => Promise<Conversation | null>,
  ) {
    return async (visit: Visit, { step, draft }: Staffing, values: Values): Promise<FlowResult> => {
      const id = draft.person;
      const isShown = visit.act.kind === 'press' && draft.shownAt === pressedMessage(visit);
      if (step !== 'person' || id === undefined || !isShown) return passed(visit.conversation);
      return follow(visit, async () => {
        const person = await people.find(id);
        return person === undefined ? visit.conversation : act(visit, person, values);
      });
    };
  }

  /** Shows a page in place of the one that was pressed on, or as a new message. */
  async function show(
    visit: Visit,
    { step, draft }: Staffing,
    { html, markup }: Page,
  ): Promise<Conversation> {
    const isEdited = await editPressed(visit, html, markup);
    const shownAt = isEdited ? pressedMessage(visit) : await visit.say(html, markup);
    const { shownAt: _old, ...rest } = draft;
    return keepStaffing({ step, draft: shownAt === undefined ? rest : { ...rest, shownAt } });
  }

  async function showPerson(visit: Visit, id: string): Promise<Conversation | null> {
    const [person, opened] = await Promise.all([people.find(id), whoHasOpened([id])]);
    if (person === undefined) {
      await visit.say(visit.wording.html('people.gone'), mainKeyboard(visit));
      return visit.conversation;
    }
    return show(visit, { step: 'person', draft: { person: id } }, personPage(visit, person, opened.has(id)));
  }

  async function choose(
    visit: Visit,
    { step, draft }: Staffing,
    asked: Staffing['step'],
    change: StaffChange,
  ): Promise<FlowResult> {
    const id = draft.person;
    if (step !== asked || id === undefined) return passed(visit.conversation);
    return follow(visit, () => propose(visit, id, change));
  }

  /** Previews a change. */
  async function propose(visit: Visit, id: string, change: StaffChange): Promise<Conversation | null> {
    const planned = await changing.plan(visit, id, change);
    if (!planned.ok) {
      await visit.say(visit.wording.html(`people.problem.${planned.because}`));
      return visit.conversation;
    }
    const { consequences } = planned;
    const html = await describeChange(visit, { change, ...planned }, options.cartables);
    const yes = inlineButton(visit.wording.plain('people.button.apply'), staffButtons.pack('applyChange'));
    return show(
      visit,
      { step: 'confirm', draft: { person: id, change, consequences } },
      questionPage(visit, html, [[yes]]),
    );
  }

  async function apply(visit: Visit, { draft }: Staffing): Promise<Conversation | null> {
    const { person, change, consequences } = draft;
    if (person === undefined || change === undefined || consequences === undefined) return visit.conversation;
    const problem = await changing.apply(visit, { person, change, consequences });
    const html = visit.wording.html(problem === undefined ? 'people.done' : `people.problem.${problem}`);
    const again = inlineButton(
      visit.wording.plain('people.button.again'),
      staffButtons.pack('person', person),
    );
    await showInPlace(visit, { html, markup: inlineKeyboard([again]) });
    return null;
  }

  /** A name: of a colleague or their position, of a position for them, or of a successor. */
  async function takeName(visit: Visit, staffing: Staffing, name: Searched): Promise<Conversation | null> {
    switch (staffing.step) {
      case 'list':
      case 'person':
        return choosing.offerPeople(visit, staffing, name);
      case 'successor':
        return choosing.offerSuccessors(visit, staffing, name);
      case 'position':
        return choosing.offerPositions(visit, staffing, name);
      case 'confirm':
        await visit.say(visit.wording.html('common.pressOne'));
        return visit.conversation;
    }
  }
}

/** Goes to another page, after setting aside what was begun. */
function look<Rest extends readonly unknown[]>(
  show: (visit: Visit, ...rest: Rest) => Promise<Conversation | null>,
) {
  return forAdministrators<Rest>(async (visit, ...rest) =>
    done(await show(await setUnfinishedAside(visit), ...rest)),
  );
}

/** Continues, if the person is still an administrator. */
async function follow(visit: Visit, go: () => Promise<Conversation | null>): Promise<FlowResult> {
  return forAdministrators(async () => done(await go()))(visit);
}
