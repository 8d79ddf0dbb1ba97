import { join } from 'node:path';
import type { City } from '../../../src/organization/city.js';
import { readCity } from '../../../src/organization/city-file.js';
import { compareCities } from '../../../src/organization/setup/compare.js';
import { editCity } from '../../../src/organization/setup/edit-city.js';
import { MENTION } from '../../../src/organization/setup/edit-words.js';
import { packageRoot } from '../../../src/package-root.js';

const { words, ...read } = (await readCity(join(packageRoot, 'city/mashhad/city.json'))).city;
const city: City = {
  ...read,
  ...(words?.danger === undefined ? {} : { danger: words.danger }),
  bodies: words?.bodies ?? [],
};

function edited(edit: Parameters<typeof editCity>[1]): City {
  const result = editCity(city, edit);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.city;
}

const refusal = (edit: Parameters<typeof editCity>[1]) => {
  const result = editCity(city, edit);
  return result.ok ? undefined : result.problem.code;
};

it('changes a sentence in three languages, and nothing else', () => {
  const after = edited({ property: 'hazardText', code: 'fire', value: 'آتش\nFire\nنار' });
  expect(after.danger?.hazards.find(({ code }) => code === 'fire')?.text).toEqual({
    fa: 'آتش',
    en: 'Fire',
    ar: 'نار',
  });
  expect(compareCities(city, after).lists).toMatchObject([{ list: 'hazards', added: [], removed: [] }]);
});

it('changes the sentence for what only sounds like danger', () => {
  const after = edited({ property: 'hazardText', code: MENTION, value: 'الف\nA\nأ' });
  expect(after.danger?.mention).toEqual({ fa: 'الف', en: 'A', ar: 'أ' });
});

it('changes whom to call, in digits of any script', () => {
  const after = edited({ property: 'bodyCall', code: 'banks', value: '۱۲۴، ۱۹۰' });
  expect(after.bodies?.find(({ code }) => code === 'banks')?.call).toEqual(['124', '190']);
});

it('changes the name of a number, and the hours of an urgent request', () => {
  const named = edited({ property: 'numberName', code: '125', value: 'آتش\nFire\nنار' });
  expect(named.danger?.numbers['125']?.en).toBe('Fire');
  expect(edited({ property: 'urgentHours', code: 'urgent', value: '۱۲' }).urgent).toEqual({
    hours: 12,
    alarmMinutes: 30,
  });
});

it.each([
  [{ property: 'hazardText', code: 'fire', value: 'فقط فارسی' }, 'notThreeLanguages'],
  [{ property: 'hazardCall', code: 'fire', value: 'آتش‌نشانی' }, 'badNumber'],
  [{ property: 'hazardCall', code: 'fire', value: '' }, 'badNumber'],
  [{ property: 'hazardCall', code: 'fire', value: '999' }, 'unknownNumber'],
] as const)('refuses %j', (edit, code) => {
  expect(refusal(edit)).toBe(code);
});
