import type { InlineKeyboardMarkup } from 'telegraf/types';
import { dayFromToday } from '../../src/flows/typed-day.js';
import type { ParsedPeriod } from '../../src/reports/period.js';
import type { Visit } from './context.js';
import { inlineButton, inlineKeyboard, leavingRow } from './keyboards.js';

/** Buttons for the days of which one is meant, each with the data that `pack` makes of the days until then. */
export function dayChoices(
  visit: Visit,
  days: readonly number[],
  pack: (days: number) => string,
): InlineKeyboardMarkup {
  const choices = days.map((count) => [
    inlineButton(visit.wording.day(dayFromToday(count, visit.speech).day), pack(count)),
  ]);
  return inlineKeyboard(...choices, leavingRow(visit));
}

/** The days or times of which one is meant, in a sentence: «الف» یا «ب». */
export function choicesInWords({ speech }: Visit, choices: readonly string[]): string {
  return new Intl.ListFormat(speech.locale, { type: 'disjunction' }).format(choices);
}

/** Why a typed period cannot be taken, or which of its days is not clear. */
export function periodProblem(visit: Visit, problem: Extract<ParsedPeriod, { ok: false }>): string {
  const days = problem.because === 'whichDay' ? problem.days.map(visit.wording.day) : [];
  return visit.wording.html(`report.problem.${problem.because}`, { days: choicesInWords(visit, days) });
}

/** Asks for another day in place of one that has passed since it was taken. */
export async function askForLaterDay<Draft extends { readonly day?: Date }, Result>(
  visit: Visit,
  { day: _past, ...draft }: Draft,
  ask: (
    visit: Visit,
    asking: { readonly step: 'day'; readonly draft: Omit<Draft, 'day'> },
  ) => Promise<Result>,
): Promise<Result> {
  await visit.say(visit.wording.html('answer.problem.dayInThePast'));
  return ask(visit, { step: 'day', draft });
}
