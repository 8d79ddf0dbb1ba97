import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
const { hear } = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });

/** What a text is heard as, with the code of the answer where the city has one. */
function heardAs(text: string): string {
  const heard = hear(text);
  if (heard === undefined) return 'request';
  return heard.kind === 'answer' ? heard.answer.code : heard.kind;
}

it.each([
  ['سلام خوبین؟', 'greeting'],
  ['خداقوت', 'greeting'],
  ['شب خوش', 'greeting'],
  ['کسی نیست؟', 'greeting'],
  ['دمتون گرم', 'thanks'],
  ['قربان شما', 'thanks'],
  ['باشه', 'thanks'],
  ['ok', 'thanks'],
  ['مع السلامة', 'thanks'],
  ['شهرداری منطقه ۹ کجاست؟', 'district-office'],
  ['چطوری عوارض پرداخت کنم؟', 'paying-fees'],
  ['شماره آتش‌نشانی چنده', 'phone'],
  ['یه نفر جواب بده', 'operator'],
  ['I want to talk to a human', 'operator'],
  ['أريد موظفا', 'operator'],
  // How one does something is a question, whatever topic its words name.
  ['چجوری پروانه ساخت بگیرم', 'question'],
  ['کارت بلیت رو از کجا شارژ کنم', 'question'],
  ['عوارض خودرو چطور پرداخت میشه', 'question'],
  ['how do I get a building permit?', 'question'],
  // Who asks how it stands need not write the mark.
  ['ثبت شد؟', 'status'],
  ['درخواستم چی شد', 'status'],
  ['وضعیت درخواستم', 'status'],
  ['what happened to my request', 'status'],
  // Who tells what has been done asks nothing, and who describes something may ask who lets it happen.
  ['ثبت شد', 'request'],
  ['چاله بزرگی جلوی دبستان است', 'request'],
  ['چرا زباله‌ها را نمی‌برند؟', 'request'],
  ['چطور می‌شود که هر روز این کوچه را آب می‌گیرد', 'request'],
])('hears «%s» as %s', (text, as) => {
  expect(heardAs(text)).toBe(as);
});
