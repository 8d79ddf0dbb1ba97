import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { staffButtons } from '../../telegram/staff-buttons.js';
import { formatDateTime } from '../../text/dates.js';
import { layOutRow } from '../../text/direction.js';
import { stripHtml } from '../../text/html.js';
import { formatNumber } from '../../text/numbers.js';
import { codePoints, truncateText } from '../../text/persian.js';
import { filesOfAnswer } from '../answer/files.js';
import { outcomeLine } from '../answer/outcome.js';
import { answerWords } from '../answer/spoken.js';
import { filesLine } from '../files-line.js';
import type { CallbackButton, Message } from '../message.js';
import { filesFromCitizen, piecesOf } from '../message-parts.js';
import { pageLine, turningRow } from '../paged-list.js';
import { placeLine, staffTopicLine, urgentLine } from '../topic.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { renderStatus } from './status.js';
import { renderTimeline } from './timeline.js';

/** The parts of a case, in the order of their buttons. */
const CASE_SECTIONS = ['facts', 'words', 'answers', 'history', 'files'] as const;
export type CaseSection = (typeof CASE_SECTIONS)[number];

/** Who reads a case: an operator reads out how it stands to whoever asks; a supervisor or administrator only reads. */
type CaseReader = 'operator' | 'supervisor';

export interface CaseOptions extends Speech {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
  readonly reader: CaseReader;
  readonly section: CaseSection;
  /** Names of other systems, as in the timeline. */
  readonly systems?: ReadonlyMap<string, string>;
  /** The page of the section, from 0; the last one where there are fewer. */
  readonly page: number;
}

/** Code points of words and of an answer on the first page. */
const MOST_OF_WORDS = 400;
/** Code points of a page without its title. */
const MOST_OF_PAGE = 3_500;

/**
 * A case as one message with pages: facts, words, answers with the outcome first, history, files. Every text of a
 * person stands in full on one of them; a long section has pages of its own.
 */
export function renderCase(options: CaseOptions): Message {
  const wording = createWording(options);
  const { request, locale } = options;
  const { code } = request;
  const section = sectionsOf(options).includes(options.section) ? options.section : 'facts';
  const all = packed(blocksOf(section, options, wording));
  const page = Math.min(options.page, all.length - 1);
  const at = { page, pages: all.length, hasNext: page < all.length - 1 };
  return {
    html: joinParagraphs(
      joinLines(wording.html('case.title', { code: wording.code(code) }), pageLine(at, locale, wording)),
      all[page],
    ),
    keyboard: [
      ...(section === 'files' ? fileRows(options, wording) : []),
      [...turningRow(at, wording, (target) => staffButtons.pack('casePage', code, section, target))],
      layOutRow(
        sectionsOf(options)
          .filter((other) => other !== section)
          .map((other) => sectionButton(other, options, wording)),
        locale,
      ),
    ].filter((row) => row.length > 0),
  };
}

function sectionButton(
  section: CaseSection,
  { request: { code } }: CaseOptions,
  wording: Wording,
): CallbackButton {
  return {
    text: wording.plain(`case.button.${section}`),
    callback_data: staffButtons.pack('casePage', code, section, 0),
  };
}

/** The sections in which there is something. */
function sectionsOf({ request, events }: CaseOptions): readonly CaseSection[] {
  const hasAnswers = events.some(({ type }) => type === 'answered');
  const hasFiles = request.attachments.length > 0 || answersWithFiles(events).length > 0;
  return CASE_SECTIONS.filter(
    (section) => (section !== 'answers' || hasAnswers) && (section !== 'files' || hasFiles),
  );
}

function blocksOf(section: CaseSection, options: CaseOptions, wording: Wording): readonly string[] {
  switch (section) {
    case 'facts':
      return facts(options, wording);
    case 'words':
      return words(options, wording);
    case 'answers':
      return options.events.flatMap((event) => inFull(event, options, wording));
    case 'history':
      return [joinParagraphs(wording.html('case.past'), renderTimeline({ ...options, reader: 'staff' }))];
    case 'files':
      return [joinLines(...fileLines(options, wording))];
  }
}

/** What it is about, how it stands, and the beginning of what was asked and answered. */
function facts(options: CaseOptions, wording: Wording): readonly string[] {
  const { request, reader } = options;
  const status = renderStatus({ ...options, request, reader: reader === 'operator' ? 'filer' : 'staff' });
  const answer = request.answers.at(-1);
  return [
    joinLines(
      urgentLine(request, wording),
      staffTopicLine(request, options, wording),
      placeLine(request.place, options),
      wording.html('card.filed', { day: wording.day(request.filedAt) }),
    ),
    reader === 'operator'
      ? joinLines(wording.html('case.readOut'), `<blockquote>${status}</blockquote>`)
      : status,
    joinLines(wording.html('case.asked'), wording.quote(truncateText(request.text, MOST_OF_WORDS))),
    answer === undefined
      ? ''
      : joinLines(
          wording.html('case.lastAnswer', { by: wording.answerer(answer.by) }),
          outcomeLine(answer.outcome, wording),
          wording.quote(truncateText(answerWords(answer, options.locale, wording), MOST_OF_WORDS)),
        ),
  ];
}

/** What the citizen has written, in full: at first, in addition, and as a reply. */
function words({ request, events, locale, timeZone }: CaseOptions, wording: Wording): readonly string[] {
  const later = events.flatMap((event) =>
    event.type === 'added' || event.type === 'replied'
      ? quoted(
          wording.html(`case.${event.type}`, { at: formatDateTime(event.at, locale, timeZone) }),
          event.text,
          wording,
        )
      : [],
  );
  const all = [...quoted(wording.html('case.asked'), request.text, wording), ...later];
  return all.length === 0 ? [wording.html('case.noWords')] : all;
}

/** An event in full if it is an answer, or a judgement of one. */
function inFull(event: RequestEvent, { locale, timeZone }: CaseOptions, wording: Wording): readonly string[] {
  const at = formatDateTime(event.at, locale, timeZone);
  switch (event.type) {
    case 'answered':
      return quoted(
        joinLines(
          wording.html('case.full.answered', { by: wording.answerer(event.by), at }),
          outcomeLine(event.outcome, wording),
        ),
        answerWords(event, locale, wording),
        wording,
      );
    case 'objected': {
      const title = wording.html('case.full.objected', { from: wording.name(event.against), at });
      const count = filesFromCitizen(event).length;
      const files = count === 0 ? undefined : wording.html('common.preview.files', { count });
      if (event.reason === '') return [joinLines(title, files)];
      return [...quoted(title, event.reason, wording), ...(files === undefined ? [] : [files])];
    }
    case 'rated':
      return [wording.html('case.full.rated', { score: formatNumber(event.score, locale), at })];
    case 'escalated':
      return quoted(
        wording.html('case.full.disapproved', { from: wording.name(event.from), at }),
        event.reason ?? '',
        wording,
      );
    default:
      return [];
  }
}

/** A text in as many quotations as it needs, the first below a title; none for a text without words. */
function quoted(title: string, text: string, wording: Wording): readonly string[] {
  if (text.trim() === '') return [];
  return piecesOf(text).map((piece, index) =>
    joinLines(index === 0 ? title : undefined, wording.quote(piece)),
  );
}

type Answered = EventOf<'answered'>;

/** The answers that came with files, each with its place among all answers, counted from 1. */
function answersWithFiles(
  events: readonly RequestEvent[],
): readonly { readonly answer: Answered; readonly files: readonly Attachment[]; readonly place: number }[] {
  return events
    .filter((event) => event.type === 'answered')
    .map((answer, index) => ({ answer, files: filesOfAnswer([], answer, 'staff'), place: index + 1 }))
    .filter(({ files }) => files.length > 0);
}

function fileLines({ request, events, locale }: CaseOptions, wording: Wording): readonly string[] {
  const { attachments } = request;
  return [
    ...(attachments.length === 0
      ? []
      : [wording.html('case.files.ofCitizen', { files: filesLine(attachments, locale, wording) })]),
    ...answersWithFiles(events).map(({ answer, files }) =>
      wording.html('case.files.ofAnswer', {
        by: wording.answerer(answer.by),
        files: filesLine(files, locale, wording),
      }),
    ),
  ];
}

function fileRows({ request, events, locale }: CaseOptions, wording: Wording): CallbackButton[][] {
  const { code, attachments } = request;
  return [
    ...(attachments.length === 0
      ? []
      : [
          [{ text: wording.plain('case.button.ofCitizen'), callback_data: staffButtons.pack('files', code) }],
        ]),
    ...answersWithFiles(events).map(({ answer, place }) => [
      {
        text: wording.plain('case.button.ofAnswer', { number: formatNumber(place, locale) }),
        callback_data: staffButtons.pack('answerFiles', code, answer.seq),
      },
    ]),
  ];
}

/** Blocks put together to as few pages as they need, in their order; at least one page. */
function packed(blocks: readonly string[]): readonly string[] {
  const pages: string[] = [];
  for (const block of blocks.filter((one) => one !== '')) {
    const together = joinParagraphs(pages.at(-1), block);
    const fits = pages.length > 0 && codePoints(stripHtml(together)) <= MOST_OF_PAGE;
    if (fits) pages.splice(-1, 1, together);
    else pages.push(block);
  }
  return pages.length === 0 ? [''] : pages;
}
