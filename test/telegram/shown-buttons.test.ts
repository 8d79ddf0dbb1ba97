import type { ShownButtons } from '../../src/mailbox/chat.js';
import { buttonTyped, createButtonWatch } from '../../src/telegram/shown-buttons.js';

const CHAT = 7;
const AT = new Date('2026-11-24T05:30:00Z');

/** A markup with one row of buttons, each with data that is what it says. */
function markup(...labels: readonly string[]) {
  return { inline_keyboard: [labels.map((text) => ({ text, callback_data: text }))] };
}

function message(messageId: number, ...labels: readonly string[]): ShownButtons {
  return { messageId, at: AT, buttons: labels.map((label) => ({ label, data: label })) };
}

describe('what a chat shows', () => {
  /** What is left in the memory of a chat after some messages were sent, changed or lost their buttons. */
  function leftAfter(
    shown: readonly ShownButtons[],
    ...noted: readonly (readonly [messageId: number, markup: object | undefined])[]
  ): readonly ShownButtons[] | undefined {
    const watch = createButtonWatch();
    let left: readonly ShownButtons[] | undefined;
    const end = watch.follow(CHAT, {
      shown,
      keep(kept) {
        left = kept;
      },
    });
    for (const [messageId, below] of noted) watch.note(CHAT, messageId, below);
    end({ question: undefined, at: AT });
    return left;
  }

  it.each<[string, ReturnType<typeof leftAfter>, ReturnType<typeof leftAfter>]>([
    ['keeps the buttons of a new message', leftAfter([], [1, markup('بله')]), [message(1, 'بله')]],
    ['keeps nothing of a message without buttons', leftAfter([], [1, undefined]), undefined],
    [
      'keeps nothing of a keyboard in place of the letters',
      leftAfter([], [1, { keyboard: [[{ text: 'بله' }]] }]),
      undefined,
    ],
    ['forgets buttons that were taken away', leftAfter([message(1, 'بله')], [1, undefined]), []],
    [
      'knows the buttons that replaced others',
      leftAfter([message(1, 'بله')], [1, markup('نه')]),
      [message(1, 'نه')],
    ],
    [
      'remembers three messages',
      leftAfter([message(1, 'الف'), message(2, 'ب'), message(3, 'پ')], [4, markup('ت')]),
      [message(2, 'ب'), message(3, 'پ'), message(4, 'ت')],
    ],
  ])('%s', (_, left, expected) => {
    expect(left).toEqual(expected);
  });

  it('knows to which question new buttons belong, and leaves others where they belong', () => {
    const watch = createButtonWatch();
    let left: readonly ShownButtons[] = [];
    const end = watch.follow(CHAT, {
      shown: [{ ...message(1, 'بله'), question: 'filing:review' }],
      keep(kept) {
        left = kept;
      },
    });
    watch.note(CHAT, 2, markup('نه'));
    end({ question: 'danger:ask', at: AT });
    expect(left.map(({ question }) => question)).toEqual(['filing:review', 'danger:ask']);
  });

  it('notes nothing of a chat that it does not follow', () => {
    const watch = createButtonWatch();
    watch.note(CHAT, 1, markup('بله'));
    let isKept = false;
    watch.follow(CHAT, {
      shown: [],
      keep() {
        isKept = true;
      },
    })({ question: undefined, at: AT });
    expect(isKept).toBe(false);
  });
});

it.each([
  ['نه، درخواست دارم', 'نه، درخواست دارم'],
  ['نه درخواست دارم', 'نه، درخواست دارم'],
  ['نه ، درخواست دارم.', 'نه، درخواست دارم'],
  ['با اين حال ثبت شود', 'با این حال ثبت شود'],
  ['5', '⭐️ ۵'],
  ['صفحه بعد', 'صفحهٔ بعد ◀️'],
  ['Register it anyway', 'Register it anyway'],
  ['سجل الطلب', 'سجّل الطلب'],
])('takes «%s» for the button «%s»', (typed, label) => {
  expect(buttonTyped(typed, [message(3, 'چیز دیگری', label)])).toEqual({ messageId: 3, data: label });
});

it.each([
  ['another text', 'چاله بزرگی هست', [message(1, 'بله')]],
  ['a text that only begins so', 'بله لطفاً ثبت شود', [message(1, 'بله')]],
  ['a text without a word', '🙏', [message(1, '🙏')]],
  [
    'a label that two buttons have',
    'پاسخ',
    [
      {
        messageId: 1,
        buttons: [
          { label: 'پاسخ', data: 'a' },
          { label: 'پاسخ', data: 'b' },
        ],
      },
    ],
  ],
])('takes %s for no button', (_, typed, shown) => {
  expect(buttonTyped(typed, shown)).toBeUndefined();
});

it('means the newest message of those whose buttons say so', () => {
  const shown = [message(1, 'بله', 'ثبت'), message(2, 'بله')];
  expect(buttonTyped('بله', shown)?.messageId).toBe(2);
  expect(buttonTyped('ثبت', shown)?.messageId).toBe(1);
});
