import { button, element } from '../dom.js';
import { formatMoment, persianDigits } from '../persian.js';
import { createFrame, followNews } from '../system/frame.js';
import { showTable } from '../system/table.js';
import { createActForm } from './act-form.js';
import { desks } from './api.js';
import { showLetter } from './letter.js';
import { texts } from './texts.js';

/** What the page shows: all letters, and what somebody has chosen. */
const shown = { letters: [], positions: [], position: undefined, letter: undefined };

const cartables = element('nav', { class: 'cartables', 'aria-label': texts.cartables });
const list = element('div', { class: 'letters' });
const paper = element('article', { class: 'paper' });
const form = element('section', { class: 'desk' });
const { attempt, say } = createFrame({
  texts,
  faults: desks.faults,
  kinds: await desks.faultKinds().catch(() => []),
  content: [
    cartables,
    element('section', { class: 'list', 'aria-label': texts.letters }, list),
    element('section', { class: 'opened' }, paper, form),
  ],
});

const refresh = followNews('/simulator/gam/api/events', load, say);

async function load() {
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
  const { columns } = texts;
  showTable(list, {
    columns: [columns.indicator, columns.subject, columns.deadline],
    rows: letters.map(rowOf),
    empty: [texts.nothing, texts.howTo],
  });
}

function rowOf(letter) {
  return {
    number: persianDigits(letter.indicator),
    subject: letter.subject,
    below: letter.receiverTitle,
    state: stateOf(letter),
    isOver: letter.withdrawnAt !== undefined,
    isOpened: letter.id === shown.letter,
    open() {
      shown.letter = letter.id;
      draw();
    },
  };
}

function stateOf({ withdrawnAt, deadline }) {
  if (withdrawnAt !== undefined) return texts.state.withdrawn;
  return deadline === null ? texts.state.open : formatMoment(new Date(deadline));
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
