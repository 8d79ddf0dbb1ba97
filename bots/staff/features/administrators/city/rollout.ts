import { done, keepConversation } from '../../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { UNIT_WAYS, type Unit } from '../../../../../src/organization/city.js';
import { type Holders, type Unready, unreadyIn } from '../../../../../src/organization/readiness.js';
import { findUnitsByName } from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { stripHtml } from '../../../../../src/text/html.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import { createNameSearch } from '../../../name-search.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { unitName } from './describing.js';
import { packIntoMessages } from './messages.js';
import type { Question } from './questions.js';
import { KINDS } from './structure.js';

const UNITS_A_ROW = 2;
/**
 * The most lines shown about one unit that is not ready, and about the whole city; a file has all of them.
 */
const MOST_OF_UNIT = 12;
const MOST_OF_CITY = 40;

/** «اتصال واحدها»: which units take part, and what is not ready in those that do or will. */
export function createRolloutFeature(options: FeatureOptions): StaffFeature {
  const { chatWriter, people, whoHasOpened, gam } = options;
  const search = createNameSearch({
    name: 'rollout',
    guard: forAdministrators,
    find(visit, typed) {
      const { organization, person } = visit;
      const from = { organization, own: organization.ownPositionsOf(person) };
      return findUnitsByName(typed, organization.units, from).map((unit) => ({
        text: unitName(visit, unit.code),
        data: staffButtons.pack('rolloutUnit', unit.code),
        open: async () => unitPage(visit, unit, await holdersOf(visit), gam),
      }));
    },
  });

  return {
    name: 'rollout',
    keywords: [
      {
        word: 'rollout',
        command: 'rollout.command',
        may: isAdministrator,
        button: { text: 'rollout.button.rollout', place: { row: 'city', at: 3 } },
        ask: forAdministrators(async (visit) => {
          const { html, markup } = firstPage(visit);
          await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup);
          return done(search.begin(visit));
        }),
      },
    ],
    flows: [search.flow],
    presses: {
      rollout: forAdministrators(
        keepConversation(async (visit, [part]) => {
          if (part === 'notReady') return tellWhatIsNotReady(visit);
          await showInPlace(visit, unitsPage(visit, part));
        }),
      ),
      rolloutUnit: forAdministrators(
        keepConversation(async (visit, [code]) => {
          const unit = visit.organization.unit(code);
          if (unit === undefined) return showGone(visit);
          await showInPlace(visit, unitPage(visit, unit, await holdersOf(visit), gam));
        }),
      ),
      unitWay: forAdministrators(
        keepConversation(async (visit, [way, code]) => {
          const unit = visit.organization.unit(code);
          if (unit === undefined || !gam.isConnected) return showGone(visit);
          if (visit.organization.wayOf(code) !== way) {
            await options.organization.setWay(code, way);
            await visit.note('unitWayChosen', undefined, code);
          }
          // What its managers have already is put into their cartables too.
          await gam.catchUp();
          const organization = await options.organization.current();
          const now = { ...visit, organization };
          await showInPlace(visit, unitPage(now, unit, await holdersOf(now), gam));
        }),
      ),
    },
  };

  async function holdersOf({ organization, speech }: Visit): Promise<Holders> {
    const ids = organization.positions.flatMap(({ code }) => organization.holderOf(code, speech.now) ?? []);
    const [staff, haveOpened] = await Promise.all([
      people.findMany([...new Set(ids)]),
      whoHasOpened([...new Set(ids)]),
    ]);
    return { people: new Map(staff.map((person) => [person._id, person])), haveOpened };
  }

  /** What is not ready in all units that take part or will; a long list is sent as a file as well. */
  async function tellWhatIsNotReady(visit: Visit): Promise<void> {
    const { wording, organization, speech } = visit;
    const holders = await holdersOf(visit);
    const parts = organization.units
      .filter((unit) => unit.connected || unit.connectionChangesAt !== undefined)
      .flatMap((unit) => {
        const unready = unreadyIn(organization, unit.code, holders, speech.now);
        const title = wording.html('rollout.notReady.unit', { unit: unitName(visit, unit.code) });
        return unready.length === 0 ? [] : [title, ...unready.map((one) => unreadyLine(visit, one))];
      });
    if (parts.length === 0) {
      await visit.say(wording.html('rollout.ready'));
      return;
    }
    const isLong = parts.length > MOST_OF_CITY;
    const shown = [
      wording.html('rollout.notReady.title'),
      ...parts.slice(0, MOST_OF_CITY),
      ...(isLong ? [wording.html('rollout.notReady.file')] : []),
    ];
    for (const message of packIntoMessages(shown)) await visit.say(message);
    if (!isLong) return;
    const bytes = Buffer.from(`${parts.map(stripHtml).join('\n')}\n`);
    await chatWriter.sendFile(visit, { name: 'not-ready.txt', bytes });
  }
}

function firstPage({ wording, organization, speech }: Visit): Question {
  const kinds = KINDS.map((kind) => [
    inlineButton(wording.plain(`common.unitKind.${kind}`), staffButtons.pack('rollout', kind)),
  ]);
  const notReady = [
    inlineButton(wording.plain('rollout.button.notReady'), staffButtons.pack('rollout', 'notReady')),
  ];
  const number = (value: number) => formatNumber(value, speech.locale);
  return {
    html: wording.html('rollout.title', {
      connected: number(organization.units.filter(({ connected }) => connected).length),
      count: organization.units.length,
    }),
    markup: inlineKeyboard(...kinds, notReady),
  };
}

function unitsPage(visit: Visit, kind: Unit['kind']): Question {
  const { wording, organization } = visit;
  const buttons = organization.units
    .filter((unit) => unit.kind === kind)
    .map(({ code, connected }) =>
      inlineButton(
        `${connected ? '✅' : '⚪'} ${unitName(visit, code)}`,
        staffButtons.pack('rolloutUnit', code),
      ),
    );
  return {
    html: wording.html('rollout.units', { kind: wording.plain(`common.unitKind.${kind}`) }),
    markup: inlineKeyboard(...inRows(buttons, UNITS_A_ROW)),
  };
}

async function showGone(visit: Visit): Promise<void> {
  await showInPlace(visit, { html: visit.wording.html('structure.gone'), markup: inlineKeyboard() });
}

/** How the managers of the unit get requests can be chosen where there is a Gam. */
function unitPage(visit: Visit, unit: Unit, holders: Holders, gam: FeatureOptions['gam']): Question {
  const hasGam = gam.isConnected;
  const { wording, organization, speech } = visit;
  const { code, kind, connected, connectionChangesAt: planned } = unit;
  const name = { unit: unitName(visit, code) };
  const unready = unreadyIn(organization, code, holders, speech.now).map((one) => unreadyLine(visit, one));
  const rest = unready.length - MOST_OF_UNIT;
  const way = organization.wayOf(code);
  const otherWays = UNIT_WAYS.filter((other) => other !== way).map((other) =>
    inlineButton(wording.plain(`rollout.button.way.${other}`), staffButtons.pack('unitWay', other, code)),
  );
  const connect = inlineButton(wording.plain('rollout.button.connect'), staffButtons.pack('connect', code));
  const disconnect = inlineButton(
    wording.plain('rollout.button.disconnect'),
    staffButtons.pack('disconnect', code),
  );
  const keep = inlineButton(
    wording.plain('rollout.button.keep'),
    staffButtons.pack(connected ? 'connect' : 'disconnect', code),
  );
  return {
    html: joinParagraphs(
      wording.html(connected ? 'rollout.unit.connected' : 'rollout.unit.notConnected', name),
      hasGam ? wording.html(`rollout.way.${way}`) : undefined,
      hasGam && way !== 'phone' && !gam.isUp() ? wording.html('rollout.gamIsAway') : undefined,
      planned === undefined
        ? undefined
        : wording.html(connected ? 'rollout.unit.willDisconnect' : 'rollout.unit.willConnect', {
            moment: wording.deadline(planned),
          }),
      unready.length === 0
        ? wording.html('rollout.ready')
        : [
            wording.html('rollout.notReady.title'),
            ...unready.slice(0, MOST_OF_UNIT),
            ...(rest > 0 ? [wording.html('rollout.notReady.more', { count: rest })] : []),
          ].join('\n'),
    ),
    markup: inlineKeyboard(
      [...(planned === undefined ? [] : [keep]), connected ? disconnect : connect],
      hasGam ? otherWays : [],
      [inlineButton(wording.plain('staff.button.back'), staffButtons.pack('rollout', kind))],
    ),
  };
}

function unreadyLine({ wording, organization, speech }: Visit, unready: Unready): string {
  if (unready.code !== 'noDoor') {
    return wording.html(`rollout.notReady.${unready.code}`, { position: wording.name(unready.position) });
  }
  const category = organization.category(unready.category);
  const title = category === undefined ? unready.category : organization.title(category, speech.locale);
  return wording.html('rollout.notReady.noDoor', { category: title });
}
