import type { Locale } from '../config.js';
import { createRequestLinks, type RequestLinks } from '../site/own/request-links.js';
import { RECORD_PATH } from '../site/record/record-page.js';
import { createSitePages } from '../site/site-pages.js';
import type { Foundation } from './foundation.js';
import type { Stores } from './stores.js';

/** The links by which people reach pages of their own. */
export interface SiteLinks {
  /** The secret links of requests. */
  readonly requests: RequestLinks;
  /** Makes a link to the record of a manager, in the language of the city. */
  readonly toRecord: (person: string) => Promise<string>;
}

/** The links of a site; undefined where people do not reach this server, since it has no public address. */
export function openSiteLinks(
  { config, texts, machineClock }: Foundation,
  { linkSecret, recordPasses }: Stores,
  url: string,
): SiteLinks | undefined {
  const basePath = config.publicUrl ?? (config.connections.kind === 'simulator' ? url : undefined);
  if (basePath === undefined) return undefined;
  const { defaultLocale } = config;
  const pages = createSitePages({ texts, defaultLocale, basePath });
  const addressOf = (path: string, locale: Locale) => pages.readingIn(locale).addressOf(path, locale);
  return {
    requests: createRequestLinks({ secret: linkSecret, addressOf }),
    async toRecord(person) {
      const token = await recordPasses.issue(person, machineClock.now());
      return addressOf(`${RECORD_PATH}/${token}`, defaultLocale);
    },
  };
}
