import { button, element } from '../dom.js';
import { formatCode, formatMoment, formatPhone, persianDigits } from '../persian.js';
import { texts } from './texts.js';

/** Shows a line of the registry; `nameOf` gives the title of a code of the city. */
export function showLine(paper, line, { nameOf, onCorrect, onTold }) {
  const { call, standing } = line;
  paper.replaceChildren(
    element('dl', { class: 'head' }, ...head(line, nameOf)),
    element(
      'p',
      { class: standingClass(line) },
      call?.problem === undefined ? standingOf(line) : texts.refused(call.problem),
    ),
    ...(call?.problem === undefined
      ? []
      : [button({ class: 'send', onclick: () => onCorrect(call) }, texts.correct)]),
    ...(call === undefined ? [] : [element('p', { class: 'said' }, call.text)]),
    ...(standing?.question == null ? [] : [quote(texts.question, standing.question)]),
    ...(standing?.answer == null ? [] : [answer(line, onTold)]),
    ...(call === undefined || call.acts.length === 0 ? [] : [acts(call)]),
    ...(line.heard.length === 0 ? [] : [heard(line)]),
  );
}

/** The status of a line, in words. */
export function standingOf({ call, standing }) {
  if (call?.problem !== undefined) return texts.notRegistered;
  if (standing === undefined) return texts.onItsWay;
  return standing.isUrgent
    ? `${texts.urgent} — ${texts.status[standing.status]}`
    : texts.status[standing.status];
}

function standingClass({ call, standing }) {
  if (call?.problem !== undefined) return 'standing is-bad';
  return standing?.status === 'closed' ? 'standing is-over' : 'standing';
}

function head({ id, call, standing }, nameOf) {
  const { field } = texts;
  const category = standing?.category ?? call?.category;
  const holder = standing?.position ?? standing?.unit;
  const pairs = [
    call === undefined ? [] : [field.number, persianDigits(id)],
    standing === undefined ? [] : [field.code, formatCode(standing.code)],
    call === undefined
      ? [field.filed, formatMoment(new Date(standing.filedAt))]
      : [field.taken, formatMoment(new Date(call.takenAt))],
    call?.name === undefined ? [] : [field.caller, call.name],
    call === undefined ? [] : [field.phone, formatPhone(call.phone)],
    category == null ? [] : [field.category, nameOf(category)],
    call?.district === undefined ? [] : [field.district, nameOf(call.district)],
    call?.address === undefined ? [] : [field.address, call.address],
    holder == null ? [] : [field.holder, nameOf(holder)],
    standing?.dueAt == null ? [] : [field.dueAt, formatMoment(new Date(standing.dueAt))],
    standing?.rating == null ? [] : [field.rating, texts.rating(persianDigits(standing.rating))],
  ];
  return pairs
    .filter((pair) => pair.length > 0)
    .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}

function quote(title, text, ...more) {
  return element('section', { class: 'quote' }, element('h3', {}, title), element('p', {}, text), ...more);
}

function answer({ call, standing }, onTold) {
  const { text, outcome } = standing.answer;
  return quote(
    `${texts.answer} — ${texts.outcome[outcome.kind]}`,
    text,
    call === undefined
      ? undefined
      : call.toldAt === undefined
        ? button({ class: 'send', onclick: () => onTold(call) }, texts.tell)
        : element('small', {}, texts.told(formatMoment(new Date(call.toldAt)))),
  );
}

function acts(call) {
  return element(
    'section',
    { class: 'acts' },
    element('h3', {}, texts.acts),
    ...call.acts.map((act) =>
      element(
        'div',
        { class: `act is-${act.state}` },
        element('b', {}, texts.actKinds[act.kind]),
        ...(act.kind === 'told'
          ? []
          : [element('p', {}, act.kind === 'rate' ? texts.rating(persianDigits(act.score)) : act.text)]),
        element(
          'small',
          {},
          act.state === 'refused' ? texts.act.refused(act.sentence) : texts.act[act.state],
        ),
      ),
    ),
  );
}

function heard(line) {
  return element(
    'section',
    { class: 'heard' },
    element('h3', {}, texts.heard),
    element(
      'ol',
      {},
      ...line.heard.map(({ type, at }) =>
        element(
          'li',
          {},
          `${texts.events[type.replace(/^request\./, '')] ?? type} — ${formatMoment(new Date(at))}`,
        ),
      ),
    ),
  );
}
