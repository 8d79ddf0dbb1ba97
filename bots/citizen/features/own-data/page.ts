import type { OwnData, OwnRequest } from '../../../../src/citizens/own-data.js';
import { renderStatus } from '../../../../src/messages/status/status.js';
import { renderTimeline } from '../../../../src/messages/status/timeline.js';
import { placeLine, topicLine } from '../../../../src/messages/topic.js';
import { createWording, type Speech } from '../../../../src/messages/wording.js';
import { formatDateTime } from '../../../../src/text/dates.js';
import { writingDirection } from '../../../../src/text/direction.js';
import { escapeHtml } from '../../../../src/text/html.js';
import { formatPhone } from '../../../../src/text/phone.js';

/** Everything that is stored about a person as a page for any browser, in their language. */
export function ownDataAsPage({ citizen, requests, conversation, audit }: OwnData, speech: Speech): string {
  const { locale, timeZone, texts, now } = speech;
  const say = (key: string, values?: Readonly<Record<string, string | number>>) =>
    texts.html(locale, `ownData.page.${key}`, values);
  const facts = [
    say('id', { id: citizen._id }),
    citizen.name === undefined ? undefined : say('name', { name: citizen.name }),
    citizen.phone === undefined ? undefined : say('phone', { phone: formatPhone(citizen.phone, locale) }),
    say('language', { language: texts.plain(locale, `citizen.language.${citizen.locale}`) }),
    texts.html(locale, `settings.news.${citizen.news ?? 'all'}`),
    citizen.consentAt === undefined
      ? undefined
      : say('agreed', { at: formatDateTime(citizen.consentAt, locale, timeZone) }),
    citizen.block === undefined
      ? undefined
      : say('blocked', {
          reason: citizen.block.reason,
          until: formatDateTime(citizen.block.until, locale, timeZone),
        }),
    conversation === null ? undefined : say('unfinished'),
    audit.length === 0 ? undefined : say('refusedActs', { count: audit.length }),
  ];
  const title = say('title', { at: formatDateTime(now, locale, timeZone) });
  return [
    '<!doctype html>',
    `<html lang="${locale}" dir="${writingDirection(locale)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`,
    '<style>body{font-family:system-ui,Tahoma,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;line-height:1.9}',
    'section{border-top:1px solid #ccc;padding-top:.5rem}p,blockquote{white-space:pre-line}</style></head>',
    `<body><h1>${title}</h1>`,
    `<ul>${facts.flatMap((fact) => (fact === undefined ? [] : [`<li>${fact}</li>`])).join('')}</ul>`,
    `<h2>${say('requests', { count: requests.length })}</h2>`,
    ...requests.map((own) => sectionOf(own, speech)),
    '</body></html>',
  ].join('\n');
}

function sectionOf({ request, events, files, role }: OwnRequest, speech: Speech): string {
  const { locale, texts } = speech;
  const wording = createWording(speech);
  const isOwn = role === 'filer';
  const place = isOwn ? placeLine(request.place, speech) : undefined;
  const parts = [
    `<h3>${escapeHtml(wording.code(request.code))}</h3>`,
    `<p>${topicLine(request, speech, wording)}</p>`,
    place === undefined ? undefined : `<p>${place}</p>`,
    role === 'follower' ? undefined : wording.quote(request.text),
    role === 'follower' ? `<p>${texts.html(locale, 'ownData.page.followed')}</p>` : undefined,
    ...files.map(
      ({ kind, fileName = '' }) =>
        `<p>${texts.html(locale, `ownData.page.file.${kind}`)} ${escapeHtml(fileName)}</p>`,
    ),
    `<p>${renderStatus({ ...speech, request, reader: role === 'former' ? role : 'filer' })}</p>`,
    role === 'former'
      ? undefined
      : `<p>${renderTimeline({ ...speech, request, events, reader: isOwn ? 'filer' : 'follower' })}</p>`,
  ];
  return `<section>${parts.filter((part) => part !== undefined).join('\n')}</section>`;
}
