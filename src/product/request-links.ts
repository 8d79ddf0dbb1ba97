import { createRequestLinks, type RequestLinks } from '../site/own/request-links.js';
import { createSitePages } from '../site/site-pages.js';
import type { Foundation } from './foundation.js';
import type { Stores } from './stores.js';

/** The secret links of requests; undefined where people do not reach this server, since it has no public address. */
export function openRequestLinks(
  { config, texts }: Foundation,
  { linkSecret }: Stores,
  url: string,
): RequestLinks | undefined {
  const basePath = config.publicUrl ?? (config.connections.kind === 'simulator' ? url : undefined);
  if (basePath === undefined) return undefined;
  const pages = createSitePages({ texts, defaultLocale: config.defaultLocale, basePath });
  return createRequestLinks({
    secret: linkSecret,
    addressOf: (path, locale) => pages.readingIn(locale).addressOf(path, locale),
  });
}
