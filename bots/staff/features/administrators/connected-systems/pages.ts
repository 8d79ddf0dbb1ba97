import type { InlineKeyboardButton } from 'telegraf/types';
import { type Client, hasScope, isInForce, SCOPES } from '../../../../../src/clients/client.js';
import { pageLine, pageOf, turningRow } from '../../../../../src/messages/paged-list.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { truncateText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { ConnectingSystem } from './flow.js';

/** Code points of a name, on a button and in a sentence. */
export const LONGEST_NAME = 60;
const MOST_ON_BUTTON = 30;
const A_PAGE = 8;
/** The most units that one message offers. */
const MOST_FOUND = 8;
/** For how long a key may be made, in days; without an end at last. */
export const ENDS = { quarter: 90, year: 365, never: undefined } as const;
export type End = keyof typeof ENDS;
// The keys of a literal are its own.
const END_NAMES = Object.keys(ENDS) as readonly End[];

/** All systems that have a key, with the way to a new one. */
export function systemsPage(visit: Visit, all: readonly Client[], asked: number): Page {
  const { wording, speech } = visit;
  const page = pageOf(all, asked, A_PAGE);
  const more = inlineButton(wording.plain('systems.button.new'), staffButtons.pack('newSystem'));
  return {
    html: joinParagraphs(
      joinLines(wording.html('systems.title'), pageLine(page, speech.locale, wording)),
      all.length === 0 ? wording.html('systems.none') : wording.html('systems.which'),
    ),
    markup: inlineKeyboard(
      ...page.shown.map(({ entry }) => [
        inlineButton(
          wording.plain(`systems.entry.${stateOf(visit, entry)}`, {
            name: truncateText(entry.name, MOST_ON_BUTTON),
          }),
          staffButtons.pack('connectedSystem', entry.id),
        ),
      ]),
      turningRow(page, wording, (target) => staffButtons.pack('connectedSystems', target)),
      [more],
    ),
  };
}

/** One system: what its key may do, where, until when, and when it was last used. */
export function systemPage(visit: Visit, client: Client): Page {
  const { wording, speech } = visit;
  const { id, expiresAt, revokedAt, lastUsedAt, perMinute } = client;
  const state = stateOf(visit, client);
  const revoke = inlineButton(wording.plain('systems.button.revoke'), staffButtons.pack('revokeKey', id));
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('systems.one', { name: wording.words(client.name, LONGEST_NAME), id }),
        wording.html(`systems.state.${state}`, {
          at: state === 'revoked' && revokedAt !== undefined ? wording.deadline(revokedAt) : '',
          until: expiresAt === undefined ? '' : wording.day(expiresAt),
        }),
      ),
      describeAccess(visit, client),
      joinLines(
        wording.html('systems.limit', { count: perMinute }),
        lastUsedAt === undefined
          ? wording.html('systems.neverUsed')
          : wording.html('systems.lastUsed', { at: wording.deadline(lastUsedAt) }),
      ),
    ),
    markup: inlineKeyboard(
      ...(hasScope(client, 'webhooks')
        ? [[inlineButton(wording.plain('webhooks.button.webhooks'), staffButtons.pack('webhooks', id))]]
        : []),
      ...(hasScope(client, 'requests:write') && isInForce(client, speech.now)
        ? [
            [
              inlineButton(
                wording.plain('openRequests.button.import'),
                staffButtons.pack('importRequests', id),
              ),
            ],
          ]
        : []),
      [toList(visit), ...(isInForce(client, speech.now) ? [revoke] : [])],
    ),
  };
}

/** Asks once more before a key is revoked. */
export function revokingPage(visit: Visit, client: Client): Page {
  const { wording } = visit;
  return {
    html: wording.html('systems.revokeAsk', { name: wording.words(client.name, LONGEST_NAME) }),
    markup: inlineKeyboard([
      inlineButton(wording.plain('systems.button.keep'), staffButtons.pack('connectedSystem', client.id)),
      inlineButton(
        wording.plain('systems.button.applyRevoke'),
        staffButtons.pack('applyRevokeKey', client.id),
      ),
    ]),
  };
}

/** The question of a step, with what has been chosen so far. */
export function questionPage(visit: Visit, { step, draft }: ConnectingSystem): Page {
  const { wording } = visit;
  const leave = leavingRow(visit);
  const next = inlineButton(wording.plain('systems.button.next'), staffButtons.pack('systemNext'));
  switch (step) {
    case 'name':
      return {
        html: wording.html('systems.ask.name', { count: LONGEST_NAME }),
        markup: inlineKeyboard(leave),
      };
    case 'scopes':
      return {
        html: wording.html('systems.ask.scopes', { name: wording.words(draft.name ?? '', LONGEST_NAME) }),
        markup: inlineKeyboard(
          ...SCOPES.map((scope) => [
            chosenButton(
              visit,
              draft.scopes.includes(scope),
              wording.plain(`systems.scope.${scopeKey(scope)}`),
              staffButtons.pack('systemScope', scope),
            ),
          ]),
          [next],
          leave,
        ),
      };
    case 'units':
      return {
        html: wording.html('systems.ask.units'),
        markup: inlineKeyboard(
          ...unitsToChoose(draft).map((unit) => [
            chosenButton(
              visit,
              draft.units.includes(unit),
              wording.name(unit),
              staffButtons.pack('systemUnit', unit),
            ),
          ]),
          draft.units.length > 0
            ? [next]
            : [inlineButton(wording.plain('systems.button.allUnits'), staffButtons.pack('systemNext'))],
          leave,
        ),
      };
    case 'end':
      return {
        html: joinParagraphs(wording.html('systems.ask.end'), describeAccess(visit, draftAccess(draft))),
        markup: inlineKeyboard(
          ...END_NAMES.map((end) => [
            inlineButton(wording.plain(`systems.end.${end}`), staffButtons.pack('systemEnd', end)),
          ]),
          leave,
        ),
      };
  }
}

/** The new key, the only time that it is shown. */
export function keyPage({ wording }: Visit, name: string, key: string): Page {
  return {
    html: wording.html('systems.key', { name: wording.words(name, LONGEST_NAME), key }),
    markup: inlineKeyboard([
      inlineButton(wording.plain('systems.button.keyTaken'), staffButtons.pack('keyTaken')),
    ]),
  };
}

/** What a draft gives access to. */
function draftAccess({ scopes, units }: ConnectingSystem['draft']): Pick<Client, 'scopes' | 'units'> {
  return {
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    ...(units.length === 0 ? {} : { units }),
  };
}

function describeAccess({ wording }: Visit, { scopes, units }: Pick<Client, 'scopes' | 'units'>): string {
  return joinLines(
    wording.html('systems.may', {
      scopes: wording.list(scopes.map((scope) => wording.plain(`systems.scope.${scopeKey(scope)}`))),
    }),
    units === undefined
      ? wording.html('systems.everyUnit')
      : wording.html('systems.units', { units: wording.names(units) }),
  );
}

function unitsToChoose({ units, found }: ConnectingSystem['draft']): readonly string[] {
  return [...new Set([...units, ...found])].slice(0, MOST_FOUND + units.length);
}

function chosenButton(
  { wording }: Visit,
  isChosen: boolean,
  text: string,
  data: string,
): InlineKeyboardButton {
  return inlineButton(isChosen ? wording.plain('systems.button.chosen', { text }) : text, data);
}

function stateOf({ speech }: Visit, client: Client): 'revoked' | 'expired' | 'limited' | 'endless' {
  if (client.revokedAt !== undefined) return 'revoked';
  if (!isInForce(client, speech.now)) return 'expired';
  return client.expiresAt === undefined ? 'endless' : 'limited';
}

function toList({ wording }: Visit): InlineKeyboardButton {
  return inlineButton(wording.plain('systems.button.list'), staffButtons.pack('connectedSystems', 0));
}

/** The key of a scope among the texts, where a colon or a dot would lead elsewhere. */
function scopeKey(scope: string): string {
  return scope.replace(':', '_');
}
