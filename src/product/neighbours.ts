import type { FollowOptions } from '../open311/neighbours/follow.js';
import { readNeighbours } from '../open311/neighbours/neighbour.js';
import { createNeighbourClient } from '../open311/neighbours/neighbour-client.js';
import type { PullOptions } from '../open311/neighbours/pull.js';
import { createPushConsumer, type PushOptions } from '../open311/neighbours/push.js';
import { createReportConsumer, type ReportOptions } from '../open311/neighbours/report.js';
import type { Foundation } from './foundation.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** What is exchanged with other Open311 servers. */
export type Neighbours = readonly (PullOptions & FollowOptions)[];

/** Reads which other Open311 servers there are, and lets what happens here be pushed to those that want it. */
export async function openNeighbours(
  { config, texts, clock, logger, random }: Foundation,
  { stores, services }: { readonly stores: Stores; readonly services: Services },
): Promise<Neighbours> {
  const neighbours = await readNeighbours(config.open311Neighbours);
  return neighbours.map((neighbour) => {
    const shared = {
      neighbour,
      client: createNeighbourClient(neighbour),
      references: stores.neighbourReferences,
      organization: stores.organization,
      clock,
      texts,
      locale: config.defaultLocale,
      logger,
      random,
    };
    const report: ReportOptions = {
      ...shared,
      requests: stores.requests,
      records: stores.publicRecords,
      timeZone: config.timeZone,
    };
    if (neighbour.reports) services.feed.consume(createReportConsumer(report));
    const push: PushOptions = { ...shared, requests: stores.requests, records: stores.publicRecords };
    if (Object.keys(neighbour.push).length > 0) services.feed.consume(createPushConsumer(push));
    return { ...shared, requests: services.requests };
  });
}
