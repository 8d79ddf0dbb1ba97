import type { InlineKeyboardButton } from 'telegraf/types';
import type { Client } from '../../../../../../src/clients/client.js';
import { joinLines, joinParagraphs } from '../../../../../../src/messages/wording.js';
import { DAY_MS } from '../../../../../../src/requests/lifecycle/rules.js';
import { staffButtons } from '../../../../../../src/telegram/staff-buttons.js';
import { isolateDirection } from '../../../../../../src/text/direction.js';
import { truncateText } from '../../../../../../src/text/persian.js';
import type { EndpointStatus } from '../../../../../../src/webhooks/endpoint-status.js';
import type { Endpoint } from '../../../../../../src/webhooks/endpoint-store.js';
import type { Visit } from '../../../../context.js';
import type { Page } from '../../../../edit-message.js';
import { inlineButton, inlineKeyboard } from '../../../../keyboards.js';

/** Code points of an address, on a button and in a sentence. */
const MOST_ON_BUTTON = 40;
const MOST_OF_ADDRESS = 120;
const MOST_OF_NAME = 60;
/** The events that were given up and are shown, the newest first. */
const MOST_SHOWN = 5;
/** Days ago from which events can be sent again, two buttons in a row. */
const DAYS_BACK = [
  [1, 0],
  [3, 2],
  [14, 7],
  [60, 30],
] as const;

/** The addresses of a system, each with how sending to it goes. */
export function addressesPage(
  { wording }: Visit,
  client: Client,
  rows: readonly { readonly endpoint: Endpoint; readonly status: EndpointStatus }[],
): Page {
  return {
    html: joinParagraphs(
      wording.html('webhooks.title', { name: wording.words(client.name, MOST_OF_NAME) }),
      wording.html(rows.length === 0 ? 'webhooks.none' : 'webhooks.which'),
    ),
    markup: inlineKeyboard(
      ...rows.map(({ endpoint, status }) => [
        inlineButton(
          wording.plain(`webhooks.entry.${status.state}`, {
            address: isolateDirection(truncateText(new URL(endpoint.url).host, MOST_ON_BUTTON)),
          }),
          staffButtons.pack('webhook', endpoint.id),
        ),
      ]),
      [
        inlineButton(
          wording.plain('webhooks.button.system'),
          staffButtons.pack('connectedSystem', client.id),
        ),
      ],
    ),
  };
}

/** One address: what has reached it, what waits, what was given up, and what can be done; first what was just done. */
export function addressPage(
  visit: Visit,
  {
    endpoint,
    client,
    status,
    told,
  }: {
    readonly endpoint: Endpoint;
    readonly client: Client | undefined;
    readonly status: EndpointStatus;
    readonly told: string | undefined;
  },
): Page {
  const { wording } = visit;
  const { id, types } = endpoint;
  const button = (
    name: 'resume' | 'retry' | 'replay' | 'renew',
    action: 'resumeWebhook' | 'retryWebhook' | 'replayWebhook' | 'renewWebhook',
  ) => inlineButton(wording.plain(`webhooks.button.${name}`), staffButtons.pack(action, id));
  const back = inlineButton(
    wording.plain('webhooks.button.all'),
    staffButtons.pack('webhooks', endpoint.client),
  );
  const urgent: InlineKeyboardButton[] = [
    ...(status.givenUp.length === 0 ? [] : [button('retry', 'retryWebhook')]),
    ...(status.state === 'stopped' ? [button('resume', 'resumeWebhook')] : []),
  ];
  return {
    html: joinParagraphs(
      told === undefined ? undefined : wording.html(told),
      joinLines(
        wording.html('webhooks.one', { address: addressOf(endpoint) }),
        wording.html('webhooks.system', { name: wording.words(client?.name ?? '', MOST_OF_NAME) }),
        types === undefined
          ? wording.html('webhooks.everyType')
          : wording.html('webhooks.types', { number: types.length }),
      ),
      joinLines(...describeStatus(visit, status)),
      describeGivenUp(visit, status),
    ),
    markup: inlineKeyboard(
      ...(urgent.length === 0 ? [] : [urgent]),
      [button('renew', 'renewWebhook'), button('replay', 'replayWebhook')],
      [back],
    ),
  };
}

/** Asks from which day on events are to be sent again. */
export function replayingPage({ wording, speech }: Visit, endpoint: Endpoint): Page {
  const dayButton = (days: number) =>
    inlineButton(
      days === 0
        ? wording.plain('webhooks.button.today')
        : wording.day(new Date(speech.now.getTime() - days * DAY_MS)),
      staffButtons.pack('applyReplayWebhook', endpoint.id, days),
    );
  return {
    html: wording.html('webhooks.replayAsk', { address: addressOf(endpoint) }),
    markup: inlineKeyboard(...DAYS_BACK.map((row) => row.map(dayButton)), [
      inlineButton(wording.plain('webhooks.button.keep'), staffButtons.pack('webhook', endpoint.id)),
    ]),
  };
}

/** Asks once more before a secret is renewed. */
export function renewingPage({ wording }: Visit, endpoint: Endpoint): Page {
  return {
    html: wording.html('webhooks.renewAsk', { address: addressOf(endpoint) }),
    markup: inlineKeyboard([
      inlineButton(wording.plain('webhooks.button.keep'), staffButtons.pack('webhook', endpoint.id)),
      inlineButton(
        wording.plain('webhooks.button.applyRenew'),
        staffButtons.pack('applyRenewWebhook', endpoint.id),
      ),
    ]),
  };
}

/** The new secret, the only time that it is shown. */
export function secretPage({ wording }: Visit, endpoint: Endpoint, secret: string): Page {
  return {
    html: wording.html('webhooks.secret', { address: addressOf(endpoint), secret }),
    markup: inlineKeyboard([
      inlineButton(
        wording.plain('webhooks.button.secretTaken'),
        staffButtons.pack('webhookSecretTaken', endpoint.id),
      ),
    ]),
  };
}

function describeStatus(visit: Visit, status: EndpointStatus): readonly (string | undefined)[] {
  const { wording } = visit;
  const { stopped, lastSuccessAt, lastFailure, eventsWaiting, waitingSince } = status;
  return [
    stopped === undefined
      ? wording.html(`webhooks.state.${status.state}`)
      : wording.html('webhooks.state.stopped', {
          at: wording.deadline(stopped.at),
          because: reason(visit, stopped.because),
        }),
    lastSuccessAt === undefined
      ? wording.html('webhooks.neverReached')
      : wording.html('webhooks.lastSuccess', { at: wording.deadline(lastSuccessAt) }),
    lastFailure === undefined
      ? undefined
      : wording.html('webhooks.lastFailure', {
          at: wording.deadline(lastFailure.at),
          because: reason(visit, lastFailure.because),
        }),
    eventsWaiting === 0 || waitingSince === undefined
      ? wording.html('webhooks.nothingWaits')
      : wording.html('webhooks.waiting', {
          number: eventsWaiting,
          since: wording.deadline(waitingSince),
        }),
  ];
}

function describeGivenUp(visit: Visit, { givenUp }: EndpointStatus): string | undefined {
  const { wording } = visit;
  if (givenUp.length === 0) return undefined;
  return joinLines(
    wording.html('webhooks.givenUp.title', { number: givenUp.length }),
    ...givenUp
      .slice(-MOST_SHOWN)
      .toReversed()
      .map(({ code, at, because }) =>
        wording.html('webhooks.givenUp.line', {
          code: wording.code(code),
          at: wording.deadline(at),
          because: reason(visit, because),
        }),
      ),
  );
}

/** Why something did not arrive, in words. */
function reason({ wording }: Visit, because: string): string {
  const [, status] = /^http(\d{3})$/.exec(because) ?? [];
  if (status === undefined) return wording.plain(`webhooks.because.${because}`);
  const kinds: Readonly<Record<string, string>> = { 3: 'redirected', 4: 'refused', 5: 'broken' };
  return wording.plain(`webhooks.because.${kinds[status.charAt(0)] ?? 'strange'}`, {
    status: Number(status),
  });
}

/** Where it is, without what only the other system understands. */
function addressOf({ url }: Endpoint): string {
  const { host, pathname } = new URL(url);
  return isolateDirection(truncateText(`${host}${pathname === '/' ? '' : pathname}`, MOST_OF_ADDRESS));
}
