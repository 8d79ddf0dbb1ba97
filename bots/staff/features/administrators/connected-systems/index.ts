import { clientAsPerson } from '../../../../../src/audit/audit-store.js';
import { type Client, SCOPES, type Scope } from '../../../../../src/clients/client.js';
import { done, type FlowResult, keepConversation, passed } from '../../../../../src/flows/flow.js';
import { findUnitsByName } from '../../../../../src/organization/search-by-name.js';
import { DAY_MS } from '../../../../../src/requests/lifecycle/rules.js';
import { codePoints, withoutControls } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { editPressed, type Page, showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { isOldPreview } from '../../../preview.js';
import { type ConnectingSystem, keepConnectingSystem, readConnectingSystem } from './flow.js';
import {
  ENDS,
  type End,
  keyPage,
  LONGEST_NAME,
  questionPage,
  revokingPage,
  systemPage,
  systemsPage,
} from './pages.js';

/** Calls a minute of a new key: ten a second, more than any office needs. */
const CALLS_A_MINUTE = 600;
const SHORTEST_NAME = 2;

/** «سامانه‌های متصل»: an administrator makes keys for other systems, sees what uses them, and revokes them. */
export function createConnectedSystemsFeature({ clients }: Pick<FeatureOptions, 'clients'>): StaffFeature {
  const list = forAdministrators<[page?: number]>(
    keepConversation(async (visit, page = 0) => {
      await showInPlace(visit, systemsPage(visit, await clients.listAll(), page));
    }),
  );

  return {
    name: 'connected-systems',
    keywords: [
      {
        word: 'systems',
        command: 'systems.command',
        may: isAdministrator,
        button: { text: 'systems.button.systems', place: { row: 'watch', at: 4 } },
        ask: (visit) => list(visit),
      },
    ],
    presses: {
      connectedSystems: (visit, [page]) => list(visit, page),
      connectedSystem: forAdministrators(
        keepConversation((visit, [id]) => showOne(visit, id, (client) => systemPage(visit, client))),
      ),
      revokeKey: forAdministrators(
        keepConversation((visit, [id]) => showOne(visit, id, (client) => revokingPage(visit, client))),
      ),
      applyRevokeKey: forAdministrators(
        keepConversation(async (visit, [id]) => {
          if (await clients.revoke(id, visit.speech.now)) {
            await visit.note('clientRevoked', undefined, clientAsPerson(id));
          }
          await showOne(visit, id, (client) => systemPage(visit, client));
        }),
      ),
      keyTaken: forAdministrators(
        keepConversation(async (visit) => {
          await showInPlace(visit, { html: visit.wording.html('systems.keyIsTaken') });
        }),
      ),
      newSystem: forAdministrators(async (visit) => {
        const free = await setUnfinishedAside(visit);
        return ask(free, { step: 'name', draft: { id: clients.drawId(), scopes: [], units: [], found: [] } });
      }),
    },
    flows: [
      defineStaffFlow({
        name: 'connectingSystem',
        texts: 'systems',
        read: readConnectingSystem,
        unfinished: ({ draft: { askedAt } }) => (askedAt === undefined ? {} : { askedAt }),
        presses: {
          systemScope: ofStep('scopes', (visit, { draft }, [scope]) =>
            SCOPES.some((one) => one === scope)
              ? turn(visit, { step: 'scopes', draft: { ...draft, scopes: toggled(draft.scopes, scope) } })
              : Promise.resolve(passed(visit.conversation)),
          ),
          systemUnit: ofStep('units', (visit, { draft }, [unit]) =>
            visit.organization.unit(unit) === undefined
              ? Promise.resolve(passed(visit.conversation))
              : turn(visit, { step: 'units', draft: { ...draft, units: toggled(draft.units, unit) } }),
          ),
          async systemNext(visit, state) {
            const { step, draft } = state;
            if (step !== 'scopes' && step !== 'units') return passed(visit.conversation);
            if (await isOldPreview(visit, draft.askedAt)) return done(visit.conversation);
            if (step === 'scopes' && draft.scopes.length === 0) {
              await visit.answerPress(visit.wording.plain('systems.problem.noScope'));
              return done(visit.conversation);
            }
            await visit.answerPress();
            return turn(visit, { step: step === 'scopes' ? 'units' : 'end', draft });
          },
          systemEnd: ofStep('end', (visit, state, [end]) => make(visit, state, end)),
        },
        async back(visit, { step, draft }) {
          await visit.answerPress();
          switch (step) {
            case 'name':
              return done(await giveUpUnfinished(visit));
            case 'scopes':
              return ask(visit, { step: 'name', draft });
            case 'units':
              return ask(visit, { step: 'scopes', draft });
            case 'end':
              return ask(visit, { step: 'units', draft });
          }
        },
        async take(visit, state, act) {
          return act.kind === 'text' && act.word === undefined && !act.text.startsWith('/')
            ? forAdministrators(() => takeText(visit, state, act.text))(visit)
            : passed(visit.conversation);
        },
      }),
    ],
  };

  /** Shows a page about one system, or says that there is none. */
  async function showOne(visit: Visit, id: string, page: (client: Client) => Page): Promise<void> {
    const client = await clients.find(id);
    if (client === undefined) await visit.say(visit.wording.html('systems.gone'), mainKeyboard(visit));
    else await showInPlace(visit, page(client));
  }

  /** Makes the client of a finished draft, and shows its key this once. */
  async function make(visit: Visit, { draft }: ConnectingSystem, end: End): Promise<FlowResult> {
    const { now } = visit.speech;
    const { id, name = '', units } = draft;
    const days = ENDS[end];
    const { key } = await clients.create({
      id,
      name,
      scopes: SCOPES.filter((scope): scope is Scope => draft.scopes.includes(scope)),
      ...(units.length === 0 ? {} : { units }),
      perMinute: CALLS_A_MINUTE,
      createdAt: now,
      createdBy: visit.person,
      ...(days === undefined ? {} : { expiresAt: new Date(now.getTime() + days * DAY_MS) }),
    });
    await visit.note('clientMade', undefined, clientAsPerson(id));
    await visit.takeButtons(draft.askedAt);
    const { html, markup } = keyPage(visit, name, key);
    await visit.say(html, markup);
    return done(null);
  }
}

/** A handler for a button of one step, pressed below its newest question; elsewhere it leads nowhere. */
function ofStep<Values extends readonly unknown[]>(
  step: ConnectingSystem['step'],
  handle: (visit: Visit, state: ConnectingSystem, values: Values) => Promise<FlowResult>,
) {
  return async (visit: Visit, state: ConnectingSystem, values: Values): Promise<FlowResult> => {
    if (state.step !== step) return passed(visit.conversation);
    if (await isOldPreview(visit, state.draft.askedAt)) return done(visit.conversation);
    return forAdministrators<[]>((free) => handle(free, state, values))(visit);
  };
}

/** Asks a question in a new message. */
async function ask(visit: Visit, { step, draft }: ConnectingSystem): Promise<FlowResult> {
  const { askedAt: old, ...rest } = draft;
  await visit.takeButtons(old);
  const { html, markup } = questionPage(visit, { step, draft });
  const shown = await visit.say(html, markup);
  return done(
    keepConnectingSystem({ step, draft: shown === undefined ? rest : { ...rest, askedAt: shown } }),
  );
}

/** Shows the question of a step in place of the one that was pressed on. */
async function turn(visit: Visit, state: ConnectingSystem): Promise<FlowResult> {
  const { html, markup } = questionPage(visit, state);
  return (await editPressed(visit, html, markup)) ? done(keepConnectingSystem(state)) : ask(visit, state);
}

async function takeText(visit: Visit, { step, draft }: ConnectingSystem, typed: string): Promise<FlowResult> {
  const text = withoutControls(typed).replace(/\s+/g, ' ').trim();
  switch (step) {
    case 'name': {
      const length = codePoints(text);
      if (length >= SHORTEST_NAME && length <= LONGEST_NAME) {
        return ask(visit, { step: 'scopes', draft: { ...draft, name: text } });
      }
      await visit.say(visit.wording.html('systems.problem.name', { count: LONGEST_NAME }));
      return done(visit.conversation);
    }
    case 'units': {
      const { organization, person } = visit;
      const from = { organization, own: organization.ownPositionsOf(person) };
      const found = findUnitsByName(text, organization.units, from).map(({ code }) => code);
      if (found.length === 0) {
        await visit.say(visit.wording.html('systems.problem.noUnit'));
        return done(visit.conversation);
      }
      const [only, ...others] = found;
      const isClear = only !== undefined && others.length === 0 && !draft.units.includes(only);
      const units = isClear ? [...draft.units, only] : draft.units;
      return ask(visit, { step, draft: { ...draft, units, found } });
    }
    case 'scopes':
    case 'end':
      await visit.say(visit.wording.html('common.pressOne'));
      return done(visit.conversation);
  }
}

function toggled(chosen: readonly string[], one: string): string[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}
