import { createHash } from 'node:crypto';
import type { Locale } from '../../config.js';
import type { Logger } from '../../logger.js';
import type { RequestService } from '../../requests/request-service.js';
import { truncateText, withoutControls } from '../../text/persian.js';
import type { Texts } from '../../text/texts.js';
import { clientOf, type Neighbour } from './neighbour.js';
import type { NeighbourClient, TheirRequest } from './neighbour-client.js';
import type { Reference, ReferenceStore } from './reference-store.js';

/** What hearing from a neighbour needs. */
export interface FollowOptions {
  readonly neighbour: Neighbour;
  readonly client: NeighbourClient;
  readonly references: ReferenceStore;
  readonly requests: Pick<RequestService, 'execute'>;
  readonly texts: Texts;
  readonly locale: Locale;
  readonly logger: Logger;
}

const AT_ONCE = 50;
const MOST_NOTES = 500;

/**
 * Writes into the history of the requests that went to a neighbour what has become of them there, each news once.
 * Resolves to how many there were. What is closed there is not asked for any longer.
 */
export async function followAt(options: FollowOptions): Promise<number> {
  const { neighbour, client, references, logger } = options;
  let heard = 0;
  for (let after = ''; ; ) {
    const followed = await references.followed(neighbour.name, after, AT_ONCE);
    const ids = followed.flatMap(({ theirs }) => theirs ?? []);
    if (ids.length === 0) return heard;
    const listed = await client.list(new URLSearchParams({ service_request_id: ids.join(',') }));
    if (!listed.ok) {
      logger.warn({ event: 'notFollowed', neighbour: neighbour.name, because: listed.because });
      return heard;
    }
    const there = new Map(listed.value.requests.map((theirs) => [theirs.service_request_id, theirs]));
    for (const reference of followed) {
      const theirs = there.get(reference.theirs ?? '');
      if (theirs !== undefined && (await hear(options, reference, theirs))) heard += 1;
    }
    after = followed.at(-1)?._id ?? after;
  }
}

/** True if there was something new. */
async function hear(
  { neighbour, references, requests, texts, locale, logger }: FollowOptions,
  { _id, code, heard }: Reference,
  { status, status_notes: notes, service_request_id: theirs }: TheirRequest,
): Promise<boolean> {
  const said = truncateText(withoutControls(notes ?? '').trim(), MOST_NOTES);
  const isOpen = status.toLowerCase() !== 'closed';
  const state = `${isOpen ? 'open' : 'closed'} ${said}`;
  if (state === heard) return false;
  // What it says at once after it was filed is no news.
  const isNews = heard !== undefined || !isOpen;
  if (isNews) {
    const text = texts.plain(locale, `openData.neighbour.${isOpen ? 'open' : 'closed'}`, {
      name: neighbour.name,
      notes: said === '' ? '—' : said,
    });
    const result = await requests.execute(code, {
      command: { type: 'note', text },
      actor: { kind: 'client', client: clientOf(neighbour) },
      commandId: `api:${_id}:${createHash('sha256').update(`${theirs} ${state}`).digest('hex')}`,
    });
    if (!result.ok)
      logger.warn({ event: 'newsNotNoted', neighbour: neighbour.name, because: result.refusal.code });
  }
  await references.change(_id, { heard: state, isFollowed: isOpen });
  return isNews;
}
