import { Composer } from 'telegraf';
import { wallClockDay, zonedDayStart } from '../../../../src/calendar.js';
import { dayFromToday, type PromiseDay, readPromiseDay } from '../../../../src/flows/typed-day.js';
import { doorsOf } from '../../../../src/organization/intake.js';
import { positionsCalled, unitsCalled } from '../../../../src/organization/search-by-name.js';
import { readRoute, writeRoute } from '../../../../src/organization/setup/cells.js';
import { cityContent, TEMPLATE_CITY } from '../../../../src/organization/setup/city-workbook.js';
import { writeJson } from '../../../../src/organization/setup/read-json.js';
import { MOST_FILE_BYTES } from '../../../../src/telegram/received-file.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { canonical, searchable } from '../../../../src/text/persian.js';
import type { StaffContext, Visit } from '../../context.js';
import type { Act } from '../../incoming-action.js';
import { button, inline, leavingRow } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { type Next, onAct, onPress, onWord } from '../../routing.js';
import { cancel, setAside, unfinishedIn } from '../../unfinished.js';
import { asAdministrator } from './administrator.js';
import { unitName } from './describing.js';
import { type ImportDraft, readSetup, type Setup, type SetupDraft } from './flow.js';
import { guideTexts } from './guide.js';
import { rollout } from './rollout.js';
import { structure } from './structure.js';
import { createSetupTurns } from './turns.js';

/** Names of files that can only be meant for setting up the city. */
const CITY_FILE = /\.(xlsx|xls|json|geojson)$/i;
/** Things that fit a name which are shown to choose from. */
const MOST_CHOICES = 8;
const FILES = {
  template: 'template.xlsx',
  workbook: 'city.xlsx',
  json: 'city.json',
} as const;

/**
 * What administrators do with the city itself: take in its files, look at its structure and change it, connect
 * its units. Every change is one draft that is shown before it happens, and is guarded by the city's revision.
 */
export function city(options: FeatureOptions): Composer<StaffContext> {
  const { messenger, organization, writeWorkbook } = options;
  const turns = createSetupTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('setup', (visit) => asAdministrator(visit, () => begin(visit, { kind: 'import' }))),
    structure(options),
    rollout(options),
    onPress('cityFile', (visit, [which]) => asAdministrator(visit, () => sendFile(visit, which))),
    onPress('edit', (visit, [property, code]) =>
      asAdministrator(visit, () => begin(visit, { kind: 'edit', property, code })),
    ),
    onPress('connect', (visit, [unit]) => beginConnection(visit, unit, true)),
    onPress('disconnect', (visit, [unit]) => beginConnection(visit, unit, false)),
    onPress('usualHours', (visit, _values, next) => choose(visit, '', ['hours', 'time'], next)),
    onPress('setAbove', (visit, [position], next) => choose(visit, position, ['above'], next)),
    onPress('toDistrict', (visit, [district], next) =>
      choose(visit, writeRoute({ district }), ['route'], next),
    ),
    onPress('toPosition', (visit, [position], next) =>
      choose(visit, writeRoute({ position }), ['route'], next),
    ),
    onPress('toUnit', async (visit, [unit], next) => {
      const setup = readSetup(visit.conversation);
      const hasOneDoor = visit.organization.unit(unit)?.intake?.['any'] !== undefined;
      if (setup === undefined || hasOneDoor) return choose(visit, writeRoute({ unit }), ['route'], next);
      await asAdministrator(visit, () =>
        turns.stay(
          visit,
          setup,
          visit.wording.html('structure.choose'),
          positionButtons(visit, doorsOf(visit.organization, unit), 'toPosition'),
        ),
      );
    }),
    onPress('from', async (visit, [days], next) => {
      const setup = readSetup(visit.conversation);
      if (setup?.draft.kind !== 'connection') return next();
      const day = days === 0 ? undefined : dayFromToday(days, visit.speech);
      await asAdministrator(visit, () => takeDay(visit, setup, day));
    }),
    onPress('applyCity', async (visit, _values, next) => {
      const setup = readSetup(visit.conversation);
      if (setup === undefined) return next();
      const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
      if (setup.step !== 'preview' || messageId !== setup.draft.previewMessageId) {
        await visit.answerPress(visit.wording.plain('answer.preview.old'));
        return;
      }
      await asAdministrator(visit, () => turns.apply(visit, setup.draft));
    }),
    onPress('back', (visit, _values, next) => goBack(visit, next)),
    onWord('back', (visit, next) => goBack(visit, next)),
    onAct('file', takeFile),
    onAct('text', takeText),
  );
  return composer;

  async function begin(visit: Visit, draft: SetupDraft): Promise<void> {
    await setAside(visit, messenger);
    await turns.go(visit, draft);
  }

  /** A unit that is already as it is wanted needs no day: then what was planned is called off. */
  async function beginConnection(visit: Visit, unit: string, connected: boolean): Promise<void> {
    const isSo = visit.organization.unit(unit)?.connected === connected;
    const from = isSo ? { from: visit.speech.now } : {};
    await asAdministrator(visit, () => begin(visit, { kind: 'connection', unit, connected, ...from }));
  }

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
    await messenger.sendFile(visit.chatId, { name: FILES[which], bytes });
  }

  /** A value that was pressed, for a draft that asks for such a one. */
  async function choose(
    visit: Visit,
    value: string,
    properties: readonly string[],
    next: Next,
  ): Promise<void> {
    const setup = readSetup(visit.conversation);
    if (setup?.draft.kind !== 'edit' || !properties.includes(setup.draft.property)) return next();
    const { draft } = setup;
    await asAdministrator(visit, () => turns.go(visit, { ...draft, value }));
  }

  async function takeDay(visit: Visit, setup: Setup, day: PromiseDay | undefined): Promise<void> {
    const { draft } = setup;
    if (draft.kind !== 'connection') return;
    if (day?.ok === false) {
      return turns.stay(visit, setup, visit.wording.html(`rollout.problem.${day.problem}`));
    }
    const { now, timeZone } = visit.speech;
    const start = day === undefined ? now : zonedDayStart(wallClockDay(day.day, timeZone), timeZone);
    await turns.go(visit, { ...draft, from: start });
  }

  /** From the preview to the question before it; from the question out of it. */
  async function goBack(visit: Visit, next: Next): Promise<void> {
    const setup = readSetup(visit.conversation);
    if (setup === undefined) return next();
    await visit.answerPress();
    if (setup.step === 'preview') await turns.askAgain(visit, setup.draft);
    else await cancel(visit, messenger);
  }

  async function takeFile(visit: Visit, { file }: Extract<Act, { kind: 'file' }>, next: Next): Promise<void> {
    const setup = readSetup(visit.conversation);
    const isAsked = setup?.draft.kind === 'import';
    const isFree = unfinishedIn(visit) === undefined || setup !== undefined;
    const isMeant = isFree && visit.roles.includes('administrator') && CITY_FILE.test(file.fileName ?? '');
    if (!isAsked && !isMeant) return next();
    await asAdministrator(visit, async () => {
      const asking = { step: 'file', draft: { kind: 'import' } } as const;
      if (setup !== undefined && !isAsked) await setAside(visit, messenger);
      if (file.kind !== 'document') {
        return turns.stay(visit, asking, visit.wording.html('setup.notADocument'));
      }
      if ((file.size ?? 0) > MOST_FILE_BYTES) {
        return turns.stay(visit, asking, visit.wording.html('setup.tooBig'));
      }
      const shown = isAsked ? setup.draft.previewMessageId : undefined;
      const draft: ImportDraft = { kind: 'import', fileId: file.fileId };
      await turns.go(visit, shown === undefined ? draft : { ...draft, previewMessageId: shown });
    });
  }

  async function takeText(visit: Visit, act: Extract<Act, { kind: 'text' }>, next: Next): Promise<void> {
    const setup = readSetup(visit.conversation);
    if (setup === undefined || act.word !== undefined || act.payload !== undefined) return next();
    await asAdministrator(visit, async () => {
      const { draft } = setup;
      switch (draft.kind) {
        case 'import':
          return turns.stay(visit, setup, visit.wording.html('setup.notADocument'));
        case 'connection':
          return takeDay(
            visit,
            setup,
            isNow(visit, act.text) ? undefined : readPromiseDay(act.text, visit.speech),
          );
        case 'edit':
          return takeValue(visit, setup, act.text);
      }
    });
  }

  /** A typed value: the thing itself, or a name by which it is looked for. */
  async function takeValue(visit: Visit, setup: Setup, typed: string): Promise<void> {
    const { draft } = setup;
    if (draft.kind !== 'edit') return;
    const { property } = draft;
    if (property === 'hours' || property === 'time') {
      const isUsual = isCalled(visit, 'structure.button.usual', typed);
      return turns.go(visit, { ...draft, value: isUsual ? '' : canonical(typed) });
    }
    if (property === 'name' || property === 'unitName') return turns.go(visit, { ...draft, value: typed });
    const route = property === 'route' ? readRoute(typed) : undefined;
    if (route?.ok === true) return turns.go(visit, { ...draft, value: writeRoute(route.value) });
    const positions = positionsCalled(typed, visit.organization.positions).map(({ code }) => code);
    const units =
      property === 'route' ? unitsCalled(typed, visit.organization.units).map(({ code }) => code) : [];
    const count = positions.length + units.length;
    const [only] = positions;
    if (property === 'above' && count === 1 && only !== undefined) {
      return turns.go(visit, { ...draft, value: only });
    }
    if (count === 0) return turns.stay(visit, setup, visit.wording.html('structure.notFound'));
    if (count > MOST_CHOICES) {
      const fitting = { count };
      return turns.stay(visit, setup, visit.wording.html('structure.tooMany', fitting));
    }
    const unitButtons = units.map((unit) => [
      button(unitName(visit, unit), staffButtons.pack('toUnit', unit)),
    ]);
    const choices = positionButtons(visit, positions, property === 'route' ? 'toPosition' : 'setAbove');
    const markup = inline(...unitButtons, ...choices.inline_keyboard);
    await turns.stay(visit, setup, visit.wording.html('structure.choose'), markup);
  }
}

function positionButtons(visit: Visit, positions: readonly string[], action: 'setAbove' | 'toPosition') {
  const rows = positions.map((position) => [
    button(visit.wording.name(position), staffButtons.pack(action, position)),
  ]);
  return inline(...rows, leavingRow(visit));
}

/** True for the words on the button that says so, and for «الان». */
function isNow(visit: Visit, typed: string): boolean {
  return isCalled(visit, 'rollout.button.now', typed) || ['الان', 'حالا', 'now'].includes(searchable(typed));
}

function isCalled({ wording }: Visit, key: string, typed: string): boolean {
  return searchable(wording.plain(key)) === searchable(typed);
}
