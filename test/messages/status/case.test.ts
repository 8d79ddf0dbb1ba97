import { LOCALES } from '../../../src/config.js';
import { type CaseSection, renderCase } from '../../../src/messages/status/case.js';
import { stripHtml } from '../../../src/text/html.js';
import { codePoints } from '../../../src/text/persian.js';
import { ALL_EVENTS, eventOf, longWords, requestIn, STAGES, speechIn } from '../samples.js';

const SECTIONS: readonly CaseSection[] = ['facts', 'words', 'answers', 'history', 'files'];
const [STAGE] = STAGES.answered;
if (STAGE === undefined) throw new Error('No request is answered.');
const REQUEST = requestIn(STAGE);

function pagesOf(
  section: CaseSection,
  { events = ALL_EVENTS, request = REQUEST }: Partial<Parameters<typeof renderCase>[0]> = {},
  locale: (typeof LOCALES)[number] = 'fa',
) {
  const render = (page: number) =>
    renderCase({ ...speechIn(locale), request, events, reader: 'supervisor', section, page });
  const pages = [render(0)];
  const turns = (html: string) => /صفحه|Page|page|صفحة/.test(html);
  while (turns(pages[0]?.html ?? '') && pages.at(-1)?.html !== render(pages.length).html) {
    pages.push(render(pages.length));
  }
  return pages;
}

const shown = (html: string) => stripHtml(html).replace(/\s+/g, ' ');

it.each(LOCALES)('fits every page into one message in %s', (locale) => {
  for (const section of SECTIONS) {
    for (const { html } of pagesOf(section, {}, locale)) {
      expect(codePoints(stripHtml(html))).toBeLessThanOrEqual(4_096);
    }
  }
});

it('shows every word of a long text on one of its pages', () => {
  const text = longWords(6_000);
  const all = pagesOf('words', { request: { ...REQUEST, text }, events: [] })
    .map(({ html }) => shown(html))
    .join(' ');
  const words = stripHtml(text.replace(/<\/?b>/g, '')).split(/\s+/);
  expect(words.filter((word) => /^[\p{L}]+$/u.test(word) && !all.includes(word))).toEqual([]);
  expect(pagesOf('words', { request: { ...REQUEST, text }, events: [] }).length).toBeGreaterThan(1);
});

it('says the outcome before the words of an answer, on its page and on the first', () => {
  const answer = {
    by: { kind: 'position', position: 'mayor' },
    level: 1,
    at: new Date(0),
    outcome: { kind: 'notPossible' },
    text: 'بودجه نداریم',
    attachments: [],
  } as const;
  const event = { ...answer, type: 'answered', seq: 2, actor: { kind: 'clock' }, commandId: 'x' } as const;
  const request = requestIn({ status: 'answered', answer }, { answers: [answer] });
  for (const section of ['facts', 'answers'] as const) {
    const html = pagesOf(section, { request, events: [event] })[0]?.html ?? '';
    expect(html.indexOf('شدنی نیست')).toBeGreaterThan(0);
    expect(html.indexOf('شدنی نیست')).toBeLessThan(html.indexOf('بودجه نداریم'));
  }
});

it('has a button for every other section in which there is something, and stays on the first for one without', () => {
  const request = requestIn(STAGE, { attachments: [], answers: [] });
  const { keyboard, html } = renderCase({
    ...speechIn('fa'),
    request,
    events: [],
    reader: 'supervisor',
    section: 'files',
    page: 0,
  });
  expect(keyboard.flat().map(({ text }) => text)).toEqual(expect.arrayContaining(['نوشته شهروند', 'سابقه']));
  expect(keyboard.flat()).toHaveLength(2);
  expect(html).toContain('ثبت:');
});

it('reads out to a caller what concerns them, and never to a supervisor', () => {
  const read = (reader: 'operator' | 'supervisor') =>
    renderCase({ ...speechIn('fa'), request: REQUEST, events: [], reader, section: 'facts', page: 0 }).html;
  expect(read('operator')).toContain('برای تماس‌گیرنده بخوانید');
  expect(read('supervisor')).not.toContain('بخوانید');
  expect(read('supervisor')).not.toMatch(/می‌توانید|شما/);
});

it('names an objection also where only its files say it', () => {
  const attachments = [{ id: 'still', kind: 'voice' } as const];
  const objected = eventOf({ type: 'objected', reason: '', against: 'mayor', attachments });
  const answered = ALL_EVENTS.filter(({ type }) => type === 'answered').slice(0, 1);
  const html = pagesOf('answers', { events: [...answered, objected] })
    .map((page) => page.html)
    .join('\n');
  expect(html).toMatch(/اعتراض شهروند به پاسخ[\s\S]*همراه با ۱ پیوست/);
});
