import type { InlineKeyboardButton } from 'telegraf/types';
import { joinLines } from '../../../../../src/messages/wording.js';
import { MENTION } from '../../../../../src/organization/setup/edit-words.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { truncateText } from '../../../../../src/text/persian.js';
import type { Wording } from '../../../../../src/understanding/index.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import type { Question } from './questions.js';

type ToldPart = 'numbers' | 'hazards' | 'bodies';

/** Code points of a sentence on a button. */
const MOST_ON_BUTTON = 30;

/** The parts of what people are told, as rows of the first page of the structure. */
export function toldRows({ wording }: Visit): readonly (readonly InlineKeyboardButton[])[] {
  const part = (name: ToldPart) =>
    inlineButton(wording.plain(`structure.button.${name}`), staffButtons.pack('told', name));
  return [[part('bodies'), part('hazards'), part('numbers')]];
}

/** A list: numbers to call, kinds of danger with the hours to answer it, or other bodies. */
export function toldPage(visit: Visit, part: ToldPart): Question {
  const { wording, organization } = visit;
  const rows =
    part === 'hazards'
      ? [...inRows(entriesOf(visit, part), 1), editRow(visit, 'urgent', 'urgentHours')]
      : inRows(entriesOf(visit, part), 2);
  return {
    html: wording.html(`structure.told.${part}`, {
      hours: wording.plain('structure.hours', { count: organization.urgentHours }),
    }),
    markup: inlineKeyboard(...rows),
  };
}

function entriesOf({ organization, speech, wording }: Visit, part: ToldPart): InlineKeyboardButton[] {
  const { danger, bodies } = organization.words;
  const { locale } = speech;
  switch (part) {
    case 'numbers':
      return Object.entries(danger?.numbers ?? {}).map(([number, name]) =>
        inlineButton(`${name[locale]} ${number}`, staffButtons.pack('showNumber', number)),
      );
    case 'hazards':
      return [
        ...(danger?.hazards ?? []).map(({ code, text }) =>
          inlineButton(truncateText(text[locale], MOST_ON_BUTTON), staffButtons.pack('showHazard', code)),
        ),
        inlineButton(wording.plain('structure.button.mention'), staffButtons.pack('showHazard', MENTION)),
      ];
    case 'bodies':
      return bodies.map(({ code, title }) =>
        inlineButton(title[locale], staffButtons.pack('showBody', code)),
      );
  }
}

/** A number to call, with its name in every language. */
export function numberPage(visit: Visit, number: string): Question | undefined {
  const name = visit.organization.words.danger?.numbers[number];
  if (name === undefined) return undefined;
  return pageOf(visit, 'numbers', [number, ...inLanguages(name)], editRow(visit, number, 'numberName'));
}

/** What is said about a kind of danger, or about words that only sound like it. */
export function hazardPage(visit: Visit, code: string): Question | undefined {
  const { danger } = visit.organization.words;
  if (danger !== undefined && code === MENTION) {
    return pageOf(visit, 'hazards', inLanguages(danger.mention), editRow(visit, code, 'hazardText'));
  }
  const hazard = danger?.hazards.find((one) => one.code === code);
  if (hazard === undefined) return undefined;
  const told = [...inLanguages(hazard.text), hazard.call.join('، ')];
  return pageOf(visit, 'hazards', told, editRow(visit, code, 'hazardCall', 'hazardText'));
}

/** What is said about the matters of another body. */
export function bodyPage(visit: Visit, code: string): Question | undefined {
  const body = visit.organization.words.bodies.find((one) => one.code === code);
  if (body === undefined) return undefined;
  const told = [body.title[visit.speech.locale], ...inLanguages(body.text), body.call.join('، ')];
  return pageOf(visit, 'bodies', told, editRow(visit, code, 'bodyCall', 'bodyText'));
}

function pageOf(
  visit: Visit,
  part: ToldPart,
  told: readonly string[],
  row: readonly InlineKeyboardButton[],
): Question {
  const { wording } = visit;
  const back = inlineButton(wording.plain('staff.button.back'), staffButtons.pack('told', part));
  return {
    html: joinLines(wording.html('structure.told.one'), ...told.map((line) => wording.quote(line))),
    markup: inlineKeyboard(row, [back]),
  };
}

function editRow(
  { wording }: Visit,
  code: string,
  ...properties: readonly (
    | 'numberName'
    | 'hazardText'
    | 'hazardCall'
    | 'bodyText'
    | 'bodyCall'
    | 'urgentHours'
  )[]
): readonly InlineKeyboardButton[] {
  return properties.map((property) =>
    inlineButton(wording.plain(`structure.button.${property}`), staffButtons.pack('edit', property, code)),
  );
}

function inLanguages({ fa, en, ar }: Wording): readonly string[] {
  return [fa, en, ar];
}
