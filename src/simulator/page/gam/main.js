import { button, element } from '../dom.js';
import { formatMoment, persianDigits } from '../persian.js';
import { createActForm } from './act-form.js';
import { desks } from './api.js';
import { showLetter } from './letter.js';
import { texts } from './texts.js';

/** What the page shows: all letters, and what somebody has chosen. */
const shown = { letters: [], positions: [], position: undefined, letter: undefined };

const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
const cartables = element('nav', { class: 'cartables', 'aria-label': texts.cartables });
const list = element('div', { class: 'letters' });
const paper = element('article', { class: 'paper' });
const form = element('section', { class: 'desk' });
const faults = element('div', { class: 'faults', role: 'group', 'aria-label': texts.faults.title });

document.body.append(
  element(
    'header',
    { class: 'bar' },
    element('h1', {}, texts.title),
    element('p', {}, texts.subtitle),
    element('a', { href: '/simulator/' }, texts.city),
    element('span', { class: 'bar-label' }, texts.faults.title),
    faults,
  ),
  problem,
  element(
    'main',
    {},
    cartables,
    element('section', { class: 'list', 'aria-label': texts.letters }, list),
    element('section', { class: 'opened' }, paper, form),
  ),
);

function say(sentence) {
  problem.textContent = sentence ?? '';
  problem.hidden = sentence === undefined;
}

/** Does something, and says why if it does not succeed. */
async function attempt(work) {
  try {
    say(undefined);
    await work();
  } catch (error) {
    say(error.message);
  }
}

async function refresh() {
  [shown.letters, shown.positions] = await Promise.all([desks.letters(), desks.positions()]);
  draw();
}

function draw() {
  drawCartables();
  drawList();
  drawLetter();
}

function drawCartables() {
  const open = shown.letters.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const used = new Set(shown.letters.map(({ receiverCode }) => receiverCode));
  const entry = (code, title, count) =>
    button(
      {
        class: 'cartable',
        'aria-current': code === shown.position ? 'true' : undefined,
        onclick() {
          shown.position = code;
          shown.letter = undefined;
          draw();
        },
      },
      element('span', {}, title),
      count === 0 ? undefined : element('b', {}, persianDigits(count)),
    );
  cartables.replaceChildren(
    element('h2', {}, texts.cartables),
    entry(undefined, texts.everybody, open.length),
    ...shown.positions
      .filter(({ code }) => used.has(code))
      .map(({ code, title }) =>
        entry(code, title, open.filter(({ receiverCode }) => receiverCode === code).length),
      ),
  );
}

function drawList() {
  const letters = shown.letters
    .filter(({ receiverCode }) => shown.position === undefined || receiverCode === shown.position)
    .toReversed();
  if (letters.length === 0) {
    list.replaceChildren(
      element('p', { class: 'empty' }, texts.nothing),
      element('p', { class: 'empty' }, texts.howTo),
    );
    return;
  }
  const { columns } = texts;
  list.replaceChildren(
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...[columns.indicator, columns.subject, columns.deadline].map((title) =>
            element('th', { scope: 'col' }, title),
          ),
        ),
      ),
      element('tbody', {}, ...letters.map(row)),
    ),
  );
}

function row(letter) {
  const isOpened = letter.id === shown.letter;
  const isOver = letter.withdrawnAt !== undefined;
  const open = () => {
    shown.letter = letter.id;
    draw();
  };
  return element(
    'tr',
    {
      class: isOver ? 'is-over' : 'is-open',
      'aria-selected': isOpened ? 'true' : 'false',
      onclick: open,
    },
    element('td', { class: 'number' }, persianDigits(letter.indicator)),
    element(
      'td',
      {},
      button({ class: 'subject', onclick: open }, letter.subject),
      element('small', {}, letter.receiverTitle),
    ),
    element(
      'td',
      { class: 'when' },
      isOver
        ? texts.state.withdrawn
        : letter.deadline === null
          ? texts.state.open
          : formatMoment(new Date(letter.deadline)),
    ),
  );
}

function drawLetter() {
  const letter = shown.letters.find(({ id }) => id === shown.letter);
  if (letter === undefined) {
    paper.replaceChildren(element('p', { class: 'empty' }, texts.choose));
    form.replaceChildren();
    delete form.dataset.letter;
    return;
  }
  showLetter(paper, letter);
  if (letter.withdrawnAt !== undefined) {
    form.replaceChildren();
    delete form.dataset.letter;
    return;
  }
  // What somebody is writing stays while the letter changes above it.
  if (form.dataset.letter === letter.id) return;
  form.dataset.letter = letter.id;
  form.replaceChildren(
    createActForm({
      positions: shown.positions.filter(({ code }) => code !== letter.receiverCode),
      onAct: (act) =>
        attempt(async () => {
          await desks.act(letter.id, act);
          delete form.dataset.letter;
          await refresh();
        }),
    }),
  );
}

async function drawFaults() {
  const on = new Set((await desks.faults()).map(({ kind }) => kind));
  faults.replaceChildren(
    ...['away', 'slow', 'lostAnswer', 'refuses', 'twice', 'outOfOrder'].map((kind) =>
      button(
        {
          class: 'fault',
          'aria-pressed': on.has(kind) ? 'true' : 'false',
          onclick: () =>
            attempt(async () => {
              await desks.setFault(kind, !on.has(kind));
              await drawFaults();
            }),
        },
        texts.faults[kind],
      ),
    ),
  );
}

const news = new EventSource('/simulator/gam/api/events');
news.onmessage = () => attempt(refresh);
news.onopen = () => attempt(refresh);
void attempt(drawFaults);
