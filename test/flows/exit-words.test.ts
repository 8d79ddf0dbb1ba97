import { exitWord } from '../../src/flows/exit-words.js';

it.each(['لغو', 'انصراف', ' لغو ', '/cancel', '/cancel@mashhad_137_bot', 'Cancel', 'إلغاء', 'الغاء'])(
  'hears %j as giving up',
  (text) => {
    expect(exitWord(text)).toBe('cancel');
  },
);

it.each(['بازگشت', 'برگشت', '/back', 'BACK', 'رجوع'])('hears %j as going back', (text) => {
  expect(exitWord(text)).toBe('back');
});

it.each(['لغو نشد', 'بازگشت پول', '', '/cancelled', 'کار لغو شد'])(
  'hears %j as words like any other',
  (text) => {
    expect(exitWord(text)).toBeUndefined();
  },
);
