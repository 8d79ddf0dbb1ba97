import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { assertNever } from '../../../../src/assert-never.js';
import {
  categoryOf,
  type Filing,
  type FilingDraft,
  type FilingStep,
  mustHavePlace,
  possibleDistricts,
} from '../../../../src/filing/draft.js';
import { type Topics, topicsOf } from '../../../../src/filing/topic.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard, operatorButton, rowsOf } from '../../keyboards.js';
import { adviceOn, describeDraft } from './review.js';

/** A question of the bot: its text, and its buttons below the message or in place of the keyboard. */
export type Question = { readonly html: string } & (
  | { readonly buttons: 'inline'; readonly markup: InlineKeyboardMarkup }
  | { readonly buttons: 'keyboard'; readonly markup: ReplyKeyboardMarkup }
);

const DISTRICTS_A_ROW = 4;

/** The question of a step that depends only on the draft. */
export function questionOf(
  { step, draft }: Filing & { readonly step: Exclude<FilingStep, 'similar'> },
  visit: Visit,
): Question {
  switch (step) {
    case 'words':
      return askWords(draft, visit);
    case 'category':
      return askCategory(draft, visit);
    case 'place':
      return askPlace(draft, visit);
    case 'district':
      return askDistrict(draft, visit);
    case 'review':
      return {
        html: joinParagraphs(
          describeDraft(draft, visit, visit.html('filing.review.title')),
          adviceOn(draft, visit),
        ),
        buttons: 'inline',
        markup: reviewButtons(draft, visit),
      };
    default:
      return assertNever(step);
  }
}

function askWords({ changing }: FilingDraft, visit: Visit): Question {
  const isChange = changing === 'text';
  return {
    html: visit.html(isChange ? 'filing.words.change' : 'filing.words.ask'),
    buttons: 'inline',
    markup: inlineKeyboard(isChange ? [cancelButton(visit), backButton(visit)] : [cancelButton(visit)]),
  };
}

function askCategory(draft: FilingDraft, visit: Visit): Question {
  const topics = topicsOf(draft, visit.organization);
  // Words in which nothing was recognised: a list of all topics helps nobody who knows what they want to say.
  if (topics.kind === 'groups' && draft.choices === undefined) return askForKind(visit);
  return { html: topicQuestion(topics, visit), buttons: 'inline', markup: topicButtons(topics, visit) };
}

/** Asks whether what nobody recognised is a request, a question, or for a person to hear. */
function askForKind(visit: Visit): Question {
  const button = (name: string, data: string) => [
    { text: visit.plain(`filing.button.${name}`), callback_data: data },
  ];
  return {
    html: visit.html('filing.category.unrecognised'),
    buttons: 'inline',
    markup: inlineKeyboard(
      button('isRequest', citizenButtons.pack('unknownCategory')),
      button('isQuestion', citizenButtons.pack('operator')),
      [operatorButton(visit)],
      button('allTopics', citizenButtons.pack('groups')),
      [cancelButton(visit), backButton(visit)],
    ),
  };
}

function topicQuestion(topics: Topics, visit: Visit): string {
  switch (topics.kind) {
    case 'guesses':
      return visit.html('filing.category.likely');
    case 'found':
      return visit.html('filing.category.found');
    case 'groups':
      return visit.html('filing.category.groups');
    case 'group': {
      const group = visit.organization.title(topics.group, visit.speech.locale);
      return visit.html('filing.category.group', { group });
    }
    default:
      return assertNever(topics);
  }
}

function topicButtons(topics: Topics, visit: Visit): InlineKeyboardMarkup {
  const button = (text: string, data: string): InlineKeyboardButton => ({ text, callback_data: data });
  const option = (named: Parameters<typeof visit.organization.title>[0], index: number) =>
    visit.plain('filing.category.option', {
      number: index + 1,
      title: visit.organization.title(named, visit.speech.locale),
    });
  const unknown = [
    button(visit.plain('filing.button.unknownCategory'), citizenButtons.pack('unknownCategory')),
  ];
  const leave = [cancelButton(visit), backButton(visit)];
  switch (topics.kind) {
    case 'guesses':
    case 'found':
      return inlineKeyboard(
        ...topics.categories.map((category, index) => [
          button(option(category, index), citizenButtons.pack('category', category.code)),
        ]),
        [button(visit.plain('filing.button.allTopics'), citizenButtons.pack('groups'))],
        unknown,
        [operatorButton(visit)],
        leave,
      );
    case 'groups':
      return inlineKeyboard(
        ...topics.groups.map((group, index) => [
          button(option(group, index), citizenButtons.pack('group', group.code)),
        ]),
        unknown,
        [operatorButton(visit)],
        leave,
      );
    case 'group':
      return inlineKeyboard(
        ...topics.group.categories.map((category, index) => [
          button(option(category, index), citizenButtons.pack('category', category.code)),
        ]),
        unknown,
        [operatorButton(visit)],
        leave,
      );
    default:
      return assertNever(topics);
  }
}

function askPlace(draft: FilingDraft, visit: Visit): Question {
  const isOptional = !mustHavePlace(draft, visit.organization);
  return {
    html: joinParagraphs(
      takenTopic(draft, visit),
      joinLines(visit.html('filing.place.ask'), isOptional ? visit.html('filing.place.optional') : undefined),
    ),
    buttons: 'keyboard',
    markup: keyboard(visit, visit.plain('filing.place.placeholder'), [
      [{ text: visit.plain('filing.button.sendLocation'), request_location: true }],
      ...districtRows(visit),
      ...(isOptional ? [[{ text: visit.plain('filing.button.noPlace') }]] : []),
    ]),
  };
}

/** The topic that was taken from the words, and how to choose another one. */
function takenTopic(draft: FilingDraft, visit: Visit): string | undefined {
  const category = draft.isTopicTaken === true ? categoryOf(draft, visit.organization) : undefined;
  if (category === undefined) return undefined;
  return visit.html('filing.category.taken', {
    topic: visit.organization.title(category, visit.speech.locale),
  });
}

/** Asks for the district: one of those in which the address can be, if it says that much. */
function askDistrict({ place }: FilingDraft, visit: Visit): Question {
  const possible = possibleDistricts(place?.address ?? '', visit.organization);
  return {
    html: visit.html('filing.district.ask'),
    buttons: 'keyboard',
    markup: keyboard(visit, visit.plain('filing.district.placeholder'), [
      ...districtRows(visit, possible.length > 0 ? possible : undefined),
      [{ text: visit.plain('filing.button.unknownDistrict') }],
    ]),
  };
}

function districtRows(visit: Visit, offered = visit.organization.districts) {
  const { organization, speech } = visit;
  const names = offered.map((district) => ({
    text: organization.title(district, speech.locale),
  }));
  return rowsOf(names, DISTRICTS_A_ROW, speech.locale);
}

function keyboard(
  visit: Visit,
  placeholder: string,
  rows: ReplyKeyboardMarkup['keyboard'],
): ReplyKeyboardMarkup {
  const leave = [{ text: visit.plain('common.button.cancel') }, { text: visit.plain('common.button.back') }];
  return {
    keyboard: [...rows, leave],
    resize_keyboard: true,
    is_persistent: true,
    input_field_placeholder: placeholder,
  };
}

function reviewButtons({ code }: FilingDraft, visit: Visit): InlineKeyboardMarkup {
  const change = (field: 'text' | 'category' | 'place', text: string) => ({
    text,
    callback_data: citizenButtons.pack('change', field),
  });
  return inlineKeyboard(
    [
      change('place', visit.plain('filing.button.changePlace')),
      change('category', visit.plain('filing.button.changeCategory')),
      change('text', visit.plain('filing.button.changeText')),
    ],
    [
      cancelButton(visit),
      ...(code === undefined
        ? []
        : [
            {
              text: visit.plain('filing.button.register'),
              callback_data: citizenButtons.pack('register', code),
            },
          ]),
    ],
  );
}

function cancelButton(visit: Visit): InlineKeyboardButton {
  return { text: visit.plain('common.button.cancel'), callback_data: citizenButtons.pack('cancel') };
}

function backButton(visit: Visit): InlineKeyboardButton {
  return { text: visit.plain('common.button.back'), callback_data: citizenButtons.pack('back') };
}
