import { button, element } from '../dom.js';
import { persianDigits } from '../persian.js';
import { createFrame, followNews } from '../system/frame.js';
import { showTable } from '../system/table.js';
import { registry } from './api.js';
import { createCallForm } from './call-form.js';
import { createCallerForm } from './caller-form.js';
import { showLine, standingOf } from './line.js';
import { texts } from './texts.js';

/** What the page shows: all lines, and the one that somebody has chosen; without one, the form of a new call. */
const shown = { lines: [], city: undefined, line: undefined };

const list = element('div', { class: 'lines' });
const paper = element('article', { class: 'paper' });
const form = element('section', { class: 'form' });
const { attempt, say } = createFrame({
  texts,
  faults: registry.faults,
  kinds: ['away', 'twice', 'lostAnswer'],
  content: [
    element(
      'section',
      { class: 'list', 'aria-label': texts.lines },
      button({ class: 'send', onclick: () => choose(undefined) }, texts.newCall),
      list,
    ),
    element('section', { class: 'opened' }, paper, form),
  ],
});

const refresh = followNews('/simulator/saja/api/news', load, say);

function choose(id) {
  shown.line = id;
  delete form.dataset.for;
  draw();
}

async function load() {
  shown.city ??= await registry.city();
  shown.lines = await registry.lines();
  draw();
}

function nameOf(code) {
  const { categories = [], holders = [] } = shown.city ?? {};
  return [...categories, ...holders].find((one) => one.code === code)?.title ?? code;
}

function draw() {
  drawList();
  const line = shown.lines.find(({ id }) => id === shown.line);
  if (line === undefined) {
    paper.replaceChildren();
    drawForm('new', () => createCallForm({ city: shown.city, onSend: take }));
    return;
  }
  showLine(paper, line, {
    nameOf,
    onCorrect: correct,
    onTold: ({ id }) => attempt(() => registry.noteTold(id)),
  });
  const { call, standing } = line;
  if (form.dataset.for === `correct ${line.id}` && call?.problem !== undefined) return;
  if (call?.code === undefined || standing === undefined) return drawForm('', () => '');
  drawForm(`${line.id} ${standing.status} ${standing.rating}`, () =>
    createCallerForm({ status: standing.status, onAct: (act) => tell(call.id, act) }),
  );
}

/** Shows a form, unless it is there already: what somebody is writing stays while the line changes above it. */
function drawForm(name, create) {
  if (form.dataset.for === name || shown.city === undefined) return;
  form.dataset.for = name;
  form.replaceChildren(create());
}

function correct(call) {
  drawForm(`correct ${call.id}`, () =>
    createCallForm({
      city: shown.city,
      call,
      onSend: (given) => attempt(async () => opened(await registry.correct(call.id, given))),
    }),
  );
}

function take(given) {
  return attempt(async () => opened(await registry.take(given)));
}

function tell(id, act) {
  return attempt(async () => {
    await registry.act(id, act);
    await opened({ id });
  });
}

async function opened({ id }) {
  shown.line = id;
  delete form.dataset.for;
  await refresh();
}

function drawList() {
  const { columns } = texts;
  showTable(list, {
    columns: [columns.number, columns.subject, columns.status],
    rows: shown.lines.toReversed().map(rowOf),
    empty: [texts.nothing, texts.howTo],
  });
}

function rowOf(line) {
  const { id, call, standing } = line;
  const category = standing?.category ?? call?.category;
  return {
    number: call === undefined ? texts.elsewhere : persianDigits(id),
    subject: category == null ? texts.noCategory : nameOf(category),
    below: call?.text,
    state: standingOf(line),
    isOver: standing?.status === 'closed',
    isOpened: id === shown.line,
    open: () => choose(id),
  };
}
