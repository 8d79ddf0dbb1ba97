import {
  createKeywordReader,
  type Duties,
  inMenuOrder,
  type Keyword,
  keyboardRows,
  mayAsk,
} from '../../../bots/staff/keywords.js';
import { speechIn } from '../../messages/samples.js';

const { organization, texts } = speechIn('fa');
const nobody: Duties = { roles: [], positions: [], organization };
const operator: Duties = { ...nobody, roles: ['operator'] };

type Button = NonNullable<Keyword['button']>;
const isOperator = ({ roles }: Duties) => roles.includes('operator');
const at = (word: string, row: Button['place']['row'], place: number): Button => ({
  text: `${word}.button.${word}`,
  place: { row, at: place },
});
const START: Keyword = { word: 'start', command: 'staff.command.start' };
const HELP: Keyword = {
  word: 'help',
  command: 'staff.command.help',
  button: { text: 'staff.button.help', place: { row: 'first', at: 3 } },
};
const QUEUE: Keyword = {
  word: 'queue',
  command: 'queue.command',
  may: isOperator,
  button: at('queue', 'first', 2),
};
const CALL: Keyword = {
  word: 'call',
  command: 'call.command',
  may: isOperator,
  button: at('call', 'calls', 1),
};
const FIND: Keyword = {
  word: 'find',
  command: 'find.command',
  may: isOperator,
  button: at('find', 'calls', 2),
};
const keywords = [FIND, HELP, CALL, START, QUEUE];

it('lets everybody ask for impersonal lists, and only permitted people for the rest', () => {
  expect(keywords.filter((keyword) => mayAsk(keyword, nobody))).toEqual([HELP, START]);
  expect(keywords.filter((keyword) => mayAsk(keyword, operator))).toHaveLength(5);
});

it('has commands first in the menu, then the buttons from the right, and at the end what is for everybody', () => {
  expect(inMenuOrder(keywords)).toEqual([START, QUEUE, CALL, FIND, HELP]);
});

it('lays the buttons out row by row, each where it counts from the right', () => {
  expect(keyboardRows(keywords, operator)).toEqual([
    ['staff.button.help', 'queue.button.queue'],
    ['find.button.find', 'call.button.call'],
  ]);
});

it('shows nobody the button of what they may not ask for', () => {
  expect(keyboardRows(keywords, nobody)).toEqual([['staff.button.help']]);
});

it('shows a button to those for whom it is meant, also while they may not ask', () => {
  const place = { ...at('call', 'calls', 1).place, isShownTo: () => true };
  const shown: Keyword = { ...CALL, button: { text: 'call.button.call', place } };
  expect(keyboardRows([shown], nobody)).toEqual([['call.button.call']]);
});

describe('reading what somebody typed', () => {
  // The typed words of every keyword that has a button.
  const all = (
    'cartable queue help invite setup structure rollout call find callbacks absence phrases record quality report ' +
    'people trace system systems words publishing'
  )
    .split(' ')
    .map((word): Keyword => {
      const file = ['cartable', 'help', 'invite'].includes(word) ? 'staff' : word;
      return {
        word,
        command: `${file}.command`,
        button: { text: `${file}.button.${word}`, place: { row: 'first', at: 1 } },
      };
    });
  const read = createKeywordReader([START, ...all], texts);

  it.each([
    ['/queue', 'queue'],
    ['/QUEUE@pasokh_bot', 'queue'],
    ['/start', 'start'],
    ['صف', 'queue'],
    ['لغو', 'cancel'],
    ['بازگشت', 'back'],
  ])('hears «%s» as %s', (typed, word) => {
    expect(read(typed)).toBe(word);
  });

  it.each(['ar', 'en', 'fa'] as const)('hears what every button says in %s', (locale) => {
    const heard = all.map(({ button }) => read(texts.plain(locale, button?.text ?? '')));
    expect(heard).toEqual(all.map(({ word }) => word));
  });

  it.each(['start', '/queued', 'صف شلوغ است', ''])('hears no word in «%s»', (typed) => {
    expect(read(typed)).toBeUndefined();
  });
});
