import { LONGEST_EXTENSION_HOURS } from '../requests/lifecycle/rules.js';
import { staffButtons } from '../telegram/staff-buttons.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Chance } from './chance.js';
import type { Act, Phone } from './phone.js';

/** How a manager works. */
export const HABITS = ['prompt', 'lastDay', 'never', 'asks', 'promises', 'passesOn', 'wantsTime'] as const;
export type Habit = (typeof HABITS)[number];

const ANSWERS = [
  'همکاران ما محل را دیدند و کار انجام شد.',
  'گروه اجرایی دیروز آمد و مشکل برطرف شد.',
  'کار تمام شد و عکس آن هم در پرونده است.',
];
const REASON = 'این کار با واحد دیگری است و ما اختیار آن را نداریم.';
const EXTENSION_HOURS = 48;

/** Answers a request of the manager; a promise is for this many days ahead. */
export async function* answerRequest(
  phone: Phone,
  code: TrackingCode,
  chance: Chance,
  how: { readonly outcome: 'done' | 'notPossible' } | { readonly outcome: 'planned'; readonly days: number },
): Act {
  await phone.press(staffButtons.pack('answer', code));
  yield;
  yield* finishAnswer(phone, code, chance, how);
}

/** Answers, as an operator, for a unit that does not take part. */
export async function* answerFor(phone: Phone, code: TrackingCode, chance: Chance): Act {
  await phone.send('صف');
  yield;
  await phone.press(staffButtons.pack('take', code));
  yield;
  await phone.press(staffButtons.pack('answerFor', code));
  yield;
  yield* finishAnswer(phone, code, chance, { outcome: 'done' });
}

async function* finishAnswer(
  phone: Phone,
  code: TrackingCode,
  chance: Chance,
  how: Parameters<typeof answerRequest>[3],
): Act {
  await phone.send(chance.pick(ANSWERS));
  yield;
  await phone.press(staffButtons.pack('outcome', code, how.outcome));
  yield;
  if (how.outcome === 'planned') {
    await phone.press(staffButtons.pack('day', code, how.days));
    yield;
  }
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Asks the citizen a question. */
export async function* askCitizen(phone: Phone, code: TrackingCode): Act {
  await phone.press(staffButtons.pack('ask', code));
  yield;
  await phone.send('نشانی دقیق کجاست و از کی این‌طور شده است؟');
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Asks the position above for more time. */
export async function* askForTime(phone: Phone, code: TrackingCode): Act {
  await phone.press(staffButtons.pack('extend', code));
  yield;
  await phone.press(staffButtons.pack('hours', code, Math.min(EXTENSION_HOURS, LONGEST_EXTENSION_HOURS)));
  yield;
  await phone.send('پیمانکار از شنبه شروع می‌کند.');
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Grants or refuses the time that was asked for in that event. */
export async function* decideAboutTime(
  phone: Phone,
  code: TrackingCode,
  seq: number,
  isGranted: boolean,
): Act {
  await phone.press(staffButtons.pack(isGranted ? 'grant' : 'refuse', code, seq));
  yield;
  if (isGranted) return;
  await phone.press(staffButtons.pack('noReason', code));
  yield;
}

/** Passes a request on to another unit. */
export async function* passRequestOn(phone: Phone, code: TrackingCode, unit: string): Act {
  await phone.press(staffButtons.pack('pass', code));
  yield;
  await phone.press(staffButtons.pack('unit', code, unit));
  yield;
  await phone.send(REASON);
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Says that a promise was fulfilled. */
export async function* keepPromise(phone: Phone, code: TrackingCode): Act {
  await phone.press(staffButtons.pack('promiseKept', code));
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Postpones a promise once, by this many days. */
export async function* movePromise(phone: Phone, code: TrackingCode, days: number): Act {
  await phone.press(staffButtons.pack('promiseMoved', code));
  yield;
  await phone.press(staffButtons.pack('day', code, days));
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Routes a request of the intake according to its category. */
export async function* routeRequest(phone: Phone, code: TrackingCode, category: string): Act {
  await phone.send('صف');
  yield;
  await phone.press(staffButtons.pack('take', code));
  yield;
  await phone.press(staffButtons.pack('route', code));
  yield;
  await phone.press(staffButtons.pack('topic', code, category));
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}

/** Disapproves of an answer, as a supervisor. */
export async function* disapproveAnswer(phone: Phone, code: TrackingCode): Act {
  await phone.send('کیفیت');
  yield;
  await phone.press(staffButtons.pack('qualityCase', code));
  yield;
  await phone.press(staffButtons.pack('disapprove', code));
  yield;
  await phone.send('پاسخ نمی‌گوید کار چه روزی انجام شده است.');
  yield;
  await phone.press(staffButtons.pack('send', code));
  yield;
}
