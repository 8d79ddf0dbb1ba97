import { pressNewest } from '../../stories/filing.js';
import type { RunningCity } from '../../support/city.js';
import { holderOf } from '../../support/people.js';
import { type CitizenPhone, newCitizen } from './phone.js';

export const POTHOLE = 'چاله بزرگی جلوی دبستان است';
const HEAD = { person: holderOf('district-9-civil-works-head'), bot: 'staff' } as const;
const REGISTER: Readonly<Record<string, string>> = { fa: 'ثبت', en: 'Register', ar: 'تسجيل' };

/** A citizen whose pothole, at a place of their own, lies with the head of civil works in district 9. */
export async function withRequest(running: RunningCity, languageCode = 'fa'): Promise<CitizenPhone> {
  const phone = await newCitizen(running, languageCode);
  const address = `خیابان صیاد شیرازی، منطقه ۹، پلاک ${phone.person}`;
  for (const text of [POTHOLE, address, REGISTER[languageCode] ?? '']) await phone.send(text);
  return phone;
}

/** A citizen whose request the head of civil works in district 9 has answered. */
export async function withAnswer(running: RunningCity, languageCode = 'fa'): Promise<CitizenPhone> {
  const phone = await withRequest(running, languageCode);
  await headAnswers(running);
  return phone;
}

/** The head of civil works answers what reached them last. */
export async function headAnswers(running: RunningCity): Promise<void> {
  for (const button of ['پاسخ', 'انجام شد']) await pressNewest(running.city, HEAD, button);
  await running.city.send(HEAD.person, 'staff', { text: 'چاله دیروز با آسفالت پر شد و محل تمیز شد.' });
  await running.city.idle();
  await pressNewest(running.city, HEAD, 'ارسال');
  await running.city.passMoment(10);
}
