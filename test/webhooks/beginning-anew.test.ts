import { createManualClock } from '../../src/clock.js';
import type { Feed } from '../../src/feed/index.js';
import type { Endpoint, EndpointStore } from '../../src/webhooks/endpoint-store.js';
import { createWebhooks, type WebhooksOptions } from '../../src/webhooks/index.js';
import { SILENT } from '../simulator/harness.js';

const START = new Date('2026-11-24T05:30:00Z');

/** Webhooks with one address, on a feed that writes down what is asked of it. */
function open() {
  const asked: string[] = [];
  let endpoint: Endpoint = {
    id: 'ep_1',
    client: 'saja',
    url: 'https://saja.example.org/',
    secrets: [],
    createdAt: START,
    rev: 1,
  };
  const endpoints: Pick<EndpointStore, 'all' | 'change'> = {
    all: async () => [endpoint],
    async change() {
      asked.push('note the change');
      endpoint = { ...endpoint, rev: endpoint.rev + 1 };
      return true;
    },
  };
  let fails = false;
  const feed: Pick<Feed, 'consume' | 'amend' | 'firstSince'> = {
    consume() {
      asked.push('begin');
      return {
        async stop() {
          asked.push('end');
        },
      };
    },
    async amend() {
      if (fails) throw new Error('The database is away.');
      asked.push('amend');
    },
    firstSince: async () => 1,
  };
  const clock = createManualClock(START);
  const webhooks = createWebhooks({
    // Nothing is sent here.
    ...({} as WebhooksOptions),
    endpoints: endpoints as EndpointStore,
    feed: feed as Feed,
    clock,
    machineClock: clock,
    logger: SILENT,
    random: () => 0,
  });
  return {
    webhooks,
    asked,
    failNow() {
      fails = true;
    },
  };
}

it('ends the sending to an address before it is changed, so that it begins anew once', async () => {
  const { webhooks, asked } = open();
  await webhooks.start();
  await webhooks.replay('ep_1', START);
  await webhooks.resume('ep_1');
  const once = ['end', 'amend', 'note the change', 'begin'];
  expect(asked).toEqual(['begin', ...once, ...once]);
  await webhooks.stop();
});

it('goes on sending to an address where a change of it fails', async () => {
  const { webhooks, asked, failNow } = open();
  await webhooks.start();
  failNow();
  await expect(webhooks.resume('ep_1')).rejects.toThrow('away');
  expect(asked).toEqual(['begin', 'end', 'begin']);
  await webhooks.stop();
});
