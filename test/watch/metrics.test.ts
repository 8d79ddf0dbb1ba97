import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { createManualClock } from '../../src/clock.js';
import { packageRoot } from '../../src/package-root.js';
import { cacheFor } from '../../src/watch/fresh-for.js';
import { createMetrics } from '../../src/watch/metrics.js';
import { createMetricsRouter } from '../../src/watch/metrics-router.js';
import type { Vitals } from '../../src/watch/vitals.js';

const VITALS: Vitals = {
  mailbox: { count: 4, oldestMs: 2_500 },
  deliveries: { citizen: { count: 7, oldestMs: 61_000 }, staff: { count: 0, oldestMs: 0 } },
  sinceSweepMs: 42_000,
  deadLetters: 1,
  pauses: { citizen: { from: new Date(0), until: new Date(1) } },
  unsure: 0,
  open: { intake: 1, referred: 5, waiting: 0, followUp: 2, answered: 3 },
  lookups: [],
  codesGuessed: 0,
  profilesRefused: {},
  sms: { partsToday: 0, partsPerDay: 100, late: { count: 0 } },
  vacant: new Map(),
  webhooks: new Map([
    ['ep_0123456789abcdef', { count: 3, oldestMs: 90_000, failures: 6, givenUp: 2, isStopped: true }],
  ]),
};
const createNumbers = () => createMetrics({ readVitals: async () => VITALS });

it('says in the words of Prometheus what waits, for how long, and what is open', async () => {
  const text = await createNumbers().text();
  for (const line of [
    'pasokh_mailbox_waiting 4',
    'pasokh_mailbox_oldest_seconds 2.5',
    'pasokh_deliveries_due{bot="citizen"} 7',
    'pasokh_deliveries_oldest_seconds{bot="citizen"} 61',
    'pasokh_sender_paused{bot="citizen"} 1',
    'pasokh_sender_paused{bot="staff"} 0',
    'pasokh_sweep_lag_seconds 42',
    'pasokh_dead_letters 1',
    'pasokh_webhook_waiting{endpoint="ep_0123456789abcdef"} 3',
    'pasokh_webhook_oldest_seconds{endpoint="ep_0123456789abcdef"} 90',
    'pasokh_webhook_failures{endpoint="ep_0123456789abcdef"} 6',
    'pasokh_webhook_given_up{endpoint="ep_0123456789abcdef"} 2',
    'pasokh_webhook_stopped{endpoint="ep_0123456789abcdef"} 1',
    'pasokh_open_requests{status="referred"} 5',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

it('has every metric that the dashboard shows, and the dashboard every metric', async () => {
  const dashboard = await readFile(join(packageRoot, 'docs', 'grafana.json'), 'utf8');
  const shown = new Set(dashboard.match(/pasokh_[a-z_]+/g));
  const known = createNumbers()
    .names()
    .flatMap((name) => (dashboard.includes(`${name}_bucket`) ? [`${name}_bucket`] : [name]));
  expect([...shown].toSorted()).toEqual(known.toSorted());
});

it('serves all callers within ten seconds from one reading, and reads again after a failure', async () => {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  let readings = 0;
  const read = cacheFor(10_000, clock, async () => {
    readings += 1;
    if (readings === 2) throw new Error('The database is away.');
    return readings;
  });
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  clock.advance(9_999);
  expect(await read()).toBe(1);
  clock.advance(1);
  await expect(read()).rejects.toThrow('away');
  expect(await read()).toBe(3);
});

describe('the page of metrics', () => {
  const open = async (token?: string) => {
    const app = express();
    app.use(createMetricsRouter({ metrics: createNumbers(), ...(token === undefined ? {} : { token }) }));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    // A server that listens on TCP has an address of this form.
    const { port } = server.address() as AddressInfo;
    return {
      status: async (headers: Record<string, string>) =>
        (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).status,
      close: () => server.close(),
    };
  };

  it('is for this machine, and not for a caller through a proxy on it', async () => {
    const page = await open();
    expect(await page.status({})).toBe(200);
    expect(await page.status({ 'x-forwarded-for': '203.0.113.9' })).toBe(401);
    expect(await page.status({ forwarded: 'for=203.0.113.9', authorization: 'Bearer undefined' })).toBe(401);
    page.close();
  });

  it('is for a caller with the token', async () => {
    const page = await open('scrape-the-numbers-137');
    const fromElsewhere = { 'x-forwarded-for': '203.0.113.9' };
    expect(await page.status({ ...fromElsewhere, authorization: 'Bearer scrape-the-numbers-137' })).toBe(200);
    expect(await page.status({ ...fromElsewhere, authorization: 'Bearer scrape-the-numbers-138' })).toBe(401);
    page.close();
  });
});
