import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { assertNever } from '../../../../../src/assert-never.js';
import { mustHavePlace } from '../../../../../src/filing/draft.js';
import { type Topics, topicsOf } from '../../../../../src/filing/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Title } from '../../../../../src/organization/city.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { Call, CallStep } from './conversation.js';

/** A question to the operator, with its buttons. */
export interface Question {
  readonly html: string;
  readonly markup: InlineKeyboardMarkup;
}

const DISTRICTS_A_ROW = 4;

/** The question of a step that depends only on the call. */
export function questionOf(
  { step, draft }: Call & { readonly step: Exclude<CallStep, 'similar' | 'review'> },
  visit: Visit,
): Question {
  const { wording } = visit;
  const leave = leavingRow(visit);
  switch (step) {
    case 'number': {
      const noNumber = inlineButton(wording.plain('call.button.noNumber'), staffButtons.pack('callNoNumber'));
      return { html: wording.html('call.number.ask'), markup: inlineKeyboard([noNumber], leave) };
    }
    case 'words': {
      const isChange = draft.changing === 'text';
      return {
        html: wording.html(isChange ? 'filing.words.change' : 'call.words.ask'),
        markup: inlineKeyboard(leave),
      };
    }
    case 'category': {
      const topics = topicsOf(draft, visit.organization);
      return {
        html: topicQuestion(topics, visit),
        markup: inlineKeyboard(...topicRows(topics, visit), leave),
      };
    }
    case 'place': {
      const isOptional = !mustHavePlace(draft, visit.organization);
      const noPlace = inlineButton(
        wording.plain('filing.button.noPlace'),
        staffButtons.pack('callSays', 'noPlace'),
      );
      return {
        html: wording.html('call.place.ask'),
        markup: inlineKeyboard(...districtRows(visit), isOptional ? [noPlace] : [], leave),
      };
    }
    case 'district': {
      const unknown = inlineButton(
        wording.plain('filing.button.unknownDistrict'),
        staffButtons.pack('callSays', 'unknown'),
      );
      return {
        html: wording.html('call.district.ask'),
        markup: inlineKeyboard(...districtRows(visit), [unknown], leave),
      };
    }
    default:
      return assertNever(step);
  }
}

/** What a message that was passed on belongs to: somebody else wrote it, or it came after a while. */
export function questionAboutHeld({ wording }: Visit, because: 'otherWriter' | 'later'): Question {
  const button = (way: 'join' | 'anew') =>
    inlineButton(wording.plain(`call.button.${way}`), staffButtons.pack('callForward', way));
  return {
    html: wording.html(`call.forward.${because}`),
    markup: inlineKeyboard([button('join')], [button('anew')]),
  };
}

function topicQuestion(topics: Topics, { wording, organization, speech }: Visit): string {
  switch (topics.kind) {
    case 'guesses':
      return joinLines(wording.html('filing.category.likely'), wording.html('call.category.letters'));
    case 'found':
      return wording.html('filing.category.found');
    case 'groups':
      return joinLines(wording.html('filing.category.groups'), wording.html('call.category.letters'));
    case 'group': {
      const group = organization.title(topics.group, speech.locale);
      return wording.html('filing.category.group', { group });
    }
    default:
      return assertNever(topics);
  }
}

function topicRows(topics: Topics, visit: Visit): readonly (readonly InlineKeyboardButton[])[] {
  const { wording } = visit;
  const row = (action: 'callTopic' | 'callGroup', named: readonly { code: string; title: Title }[]) =>
    named.map((one, index) => [inlineButton(option(visit, one, index), staffButtons.pack(action, one.code))]);
  const all = [inlineButton(wording.plain('filing.button.allTopics'), staffButtons.pack('callGroups'))];
  switch (topics.kind) {
    case 'guesses':
    case 'found':
      return [...row('callTopic', topics.categories), all];
    case 'groups':
      return row('callGroup', topics.groups);
    case 'group':
      return row('callTopic', topics.group.categories);
    default:
      return assertNever(topics);
  }
}

function option({ wording, organization, speech }: Visit, named: { title: Title }, index: number): string {
  return wording.plain('filing.category.option', {
    number: formatNumber(index + 1, speech.locale),
    title: organization.title(named, speech.locale),
  });
}

function districtRows({ organization, wording }: Visit): readonly (readonly InlineKeyboardButton[])[] {
  const buttons = organization.districts.map(({ code }) =>
    inlineButton(wording.name(code), staffButtons.pack('callDistrict', code)),
  );
  const rows: InlineKeyboardButton[][] = [];
  for (let from = 0; from < buttons.length; from += DISTRICTS_A_ROW) {
    // Rows are laid out from left to right, and the first belongs on the right.
    rows.push(buttons.slice(from, from + DISTRICTS_A_ROW).reverse());
  }
  return rows;
}
