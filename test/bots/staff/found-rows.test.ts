import { foundRows } from '../../../bots/staff/found-rows.js';
import { createWording } from '../../../src/messages/wording.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import { CODE, speechIn } from '../../messages/samples.js';

const visit = { wording: createWording(speechIn('fa')) };
const buttons = Array.from({ length: 20 }, (_, index) => ({
  text: `${index}`,
  callback_data: staffButtons.pack('unit', CODE, `unit-${index}`),
}));
const textsOn = (page: number) =>
  foundRows(visit, buttons, page).flatMap((row) => row.map(({ text }) => text));

it('shows every match on some page, with the way to the others', () => {
  const pages = [0, 1, 2].map(textsOn);
  for (const { text } of buttons) expect(pages.filter((page) => page.includes(text))).toHaveLength(1);
  expect(pages[0]).toContain(visit.wording.plain('common.button.next'));
  expect(pages[1]).toContain(visit.wording.plain('common.button.previous'));
  expect(pages[2]).not.toContain(visit.wording.plain('common.button.next'));
  expect(textsOn(9)).toEqual(pages[2]);
});

it('has no buttons to other pages where there is one', () => {
  expect(foundRows(visit, buttons.slice(0, 8)).flat()).toHaveLength(8);
});
