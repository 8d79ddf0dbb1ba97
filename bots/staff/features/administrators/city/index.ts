import { wallClockDay, zonedDayStart } from '../../../../../src/calendar.js';
import { done, type FlowResult, keepConversation, passed } from '../../../../../src/flows/flow.js';
import { dayFromToday, isNow, type PromiseDay, readPromiseDay } from '../../../../../src/flows/typed-day.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { intakesOf } from '../../../../../src/organization/intake.js';
import { writeRoute } from '../../../../../src/organization/setup/cells.js';
import { cityContent, TEMPLATE_CITY } from '../../../../../src/organization/setup/city-workbook.js';
import { writeJson } from '../../../../../src/organization/setup/read-json.js';
import type { FileAction } from '../../../../../src/telegram/incoming-action.js';
import { MOST_FILE_BYTES } from '../../../../../src/telegram/received-file.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { dayChoices } from '../../../day-choices.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { findUnfinished, giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { isOldPreview } from '../../../preview.js';
import { type ImportDraft, readSetup, type Setup, type SetupDraft } from './flow.js';
import { guideTexts } from './guide.js';
import { createSetupHandlers } from './handlers.js';
import { createTypedValues, isCalled, positionButtons } from './typed-value.js';

type ReceivedFile = FileAction['file'];

/** File names that can only be meant for setting up the city. */
const CITY_FILE = /\.(xlsx|xls|json|geojson)$/i;
const FILES = {
  template: 'template.xlsx',
  workbook: 'city.xlsx',
  json: 'city.json',
} as const;

/**
 * What administrators do with the city itself: import its files, view and change its structure, connect its
 * units. Every change is a draft that is previewed before it happens, and is guarded by the city's revision.
 */
export function createCityFeature(options: FeatureOptions): StaffFeature {
  const { chatWriter, organization, writeWorkbook } = options;
  const handlers = createSetupHandlers(options);
  const takeValue = createTypedValues(handlers);
  const begin = forAdministrators(async (visit, draft: SetupDraft) =>
    done(await handlers.go(await setUnfinishedAside(visit), draft)),
  );

  return {
    name: 'city',
    keywords: [
      {
        word: 'setup',
        command: 'setup.command',
        may: isAdministrator,
        button: { text: 'setup.button.setup', place: { row: 'city', at: 1 } },
        ask: (visit) => begin(visit, { kind: 'import' }),
      },
    ],
    presses: {
      cityFile: forAdministrators(keepConversation((visit, [which]) => sendFile(visit, which))),
      edit: (visit, [property, code]) => begin(visit, { kind: 'edit', property, code }),
      connect: (visit, [unit]) => begin(visit, connection(visit, unit, true)),
      disconnect: (visit, [unit]) => begin(visit, connection(visit, unit, false)),
    },
    flows: [
      defineStaffFlow({
        name: 'citySetup',
        texts: 'setup',
        read: readSetup,
        unfinished: ({ draft: { previewMessageId } }) =>
          previewMessageId === undefined ? {} : { askedAt: previewMessageId },
        presses: {
          usualHours: (visit, setup) => choose(visit, setup, '', ['hours', 'time']),
          setAbove: (visit, setup, [position]) => choose(visit, setup, position, ['above']),
          toDistrict: (visit, setup, [district]) => choose(visit, setup, writeRoute({ district }), ['route']),
          toPosition: (visit, setup, [position]) => choose(visit, setup, writeRoute({ position }), ['route']),
          toUnit: chooseUnit,
          async foundPage(visit, setup, [page]) {
            const { draft } = setup;
            const typed = draft.kind === 'edit' ? draft.searched : undefined;
            return draft.kind !== 'edit' || typed === undefined || setup.step === 'preview'
              ? passed(visit.conversation)
              : follow(visit, () => takeValue(visit, setup, draft, typed, page));
          },
          from: takePressedDay,
          applyCity: applyShown,
        },
        /** From the preview to the previous question; from the question out of the flow. */
        async back(visit, setup) {
          await visit.answerPress();
          return done(
            setup.step === 'preview'
              ? await handlers.askAgain(visit, setup.draft)
              : await giveUpUnfinished(visit),
          );
        },
        async take(visit, setup, act) {
          if (act.kind === 'file') return takeFile(visit, act.file, setup);
          return act.kind === 'text' && act.word === undefined
            ? takeText(visit, setup, act.text)
            : passed(visit.conversation);
        },
      }),
    ],
    async take(visit, act) {
      return act.kind === 'file' && findUnfinished(visit) === undefined
        ? takeFile(visit, act.file)
        : passed(visit.conversation);
    },
  };

  async function sendFile(visit: Visit, which: keyof typeof FILES): Promise<void> {
    const { city: present } = await organization.storedCity();
    const bytes =
      which === 'json'
        ? writeJson(present)
        : await writeWorkbook(
            cityContent(which === 'template' ? TEMPLATE_CITY : present, {
              timeZone: visit.speech.timeZone,
              guide: guideTexts(visit),
            }),
          );
    await visit.note('cityExported');
    await chatWriter.sendFile(visit, { name: FILES[which], bytes });
  }

  /** A pressed value, for a draft that asks for one. */
  async function choose(
    visit: Visit,
    { draft }: Setup,
    value: string,
    properties: readonly string[],
  ): Promise<FlowResult> {
    if (draft.kind !== 'edit' || !properties.includes(draft.property)) return passed(visit.conversation);
    return follow(visit, () => handlers.go(visit, { ...draft, value }));
  }

  async function chooseUnit(
    visit: Visit,
    setup: Setup,
    [unit]: readonly [unit: string],
  ): Promise<FlowResult> {
    const { organization: present, wording } = visit;
    if (present.unit(unit)?.intake?.['any'] !== undefined) {
      return choose(visit, setup, writeRoute({ unit }), ['route']);
    }
    const doors = positionButtons(visit, intakesOf(present, unit), 'toPosition');
    return follow(visit, () => handlers.stay(visit, setup, wording.html('structure.choose'), doors));
  }

  async function takePressedDay(
    visit: Visit,
    setup: Setup,
    [days]: readonly [days: number],
  ): Promise<FlowResult> {
    if (setup.draft.kind !== 'connection') return passed(visit.conversation);
    const day = days === 0 ? undefined : dayFromToday(days, visit.speech);
    return follow(visit, () => takeDay(visit, setup, day));
  }

  async function applyShown(visit: Visit, { step, draft }: Setup): Promise<FlowResult> {
    const shownAt = step === 'preview' ? draft.previewMessageId : undefined;
    if (await isOldPreview(visit, shownAt)) return done(visit.conversation);
    return follow(visit, () => handlers.apply(visit, draft));
  }

  async function takeDay(
    visit: Visit,
    setup: Setup,
    day: PromiseDay | undefined,
  ): Promise<Conversation | null> {
    const { draft } = setup;
    if (draft.kind !== 'connection') return visit.conversation;
    if (day?.ok === false) {
      const choices = day.days && dayChoices(visit, day.days, (count) => staffButtons.pack('from', count));
      return handlers.stay(visit, setup, visit.wording.html(`rollout.problem.${day.problem}`), choices);
    }
    const { now, timeZone } = visit.speech;
    const start = day === undefined ? now : zonedDayStart(wallClockDay(day.day, timeZone), timeZone);
    return handlers.go(visit, { ...draft, from: start });
  }

  /** A file that was asked for, or one that can only be meant for setting up the city. */
  async function takeFile(visit: Visit, file: ReceivedFile, setup?: Setup): Promise<FlowResult> {
    const isAsked = setup?.draft.kind === 'import';
    const isMeant = isAdministrator(visit) && CITY_FILE.test(file.fileName ?? '');
    if (!isAsked && !isMeant) return passed(visit.conversation);
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one sequence of checks, each with its own reply.
    return follow(visit, async () => {
      const asking = { step: 'file', draft: { kind: 'import' } } as const;
      const free = setup !== undefined && !isAsked ? await setUnfinishedAside(visit) : visit;
      if (file.kind !== 'document') {
        return handlers.stay(free, asking, visit.wording.html('setup.notADocument'));
      }
      if ((file.size ?? 0) > MOST_FILE_BYTES) {
        return handlers.stay(free, asking, visit.wording.html('setup.tooBig'));
      }
      const shown = isAsked ? setup.draft.previewMessageId : undefined;
      const draft: ImportDraft = { kind: 'import', fileId: file.fileId };
      return handlers.go(free, shown === undefined ? draft : { ...draft, previewMessageId: shown });
    });
  }

  async function takeText(visit: Visit, setup: Setup, text: string): Promise<FlowResult> {
    return follow(visit, async () => {
      switch (setup.draft.kind) {
        case 'import':
          return handlers.stay(visit, setup, visit.wording.html('setup.notADocument'));
        case 'connection':
          return takeDay(
            visit,
            setup,
            meansNow(visit, text) ? undefined : readPromiseDay(text, visit.speech),
          );
        case 'edit':
          return takeValue(visit, setup, setup.draft, text);
      }
    });
  }
}

/** Continues with a change, if the person is still an administrator. */
async function follow(visit: Visit, go: () => Promise<Conversation | null>): Promise<FlowResult> {
  return forAdministrators(async () => done(await go()))(visit);
}

/** A unit that is already in the desired state needs no day: the planned change is cancelled. */
function connection({ organization, speech }: Visit, unit: string, connected: boolean): SetupDraft {
  const isSo = organization.unit(unit)?.connected === connected;
  return { kind: 'connection', unit, connected, ...(isSo ? { from: speech.now } : {}) };
}

/** True for the text of that button, and for «الان». */
function meansNow(visit: Visit, typed: string): boolean {
  return isCalled(visit, 'rollout.button.now', typed) || isNow(typed);
}
