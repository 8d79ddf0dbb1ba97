import { IN_DISTRICT_9, IN_TEHRAN, POTHOLE, turnOf, upTo } from './filer.js';

describe('the place', () => {
  it('finds the district in the words of an address', () => {
    const { draft, step } = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی، منطقه ۹، پلاک ۴۰');
    expect(draft.place).toEqual({ address: 'خیابان صیاد شیرازی، منطقه ۹، پلاک ۴۰', district: 'district-9' });
    expect(step).toBe('review');
  });

  it('does not take district 12 for district 1', () => {
    expect(upTo(POTHOLE, '۱', 'بلوار توس، منطقه ۱۲').draft.place).toMatchObject({ district: 'district-12' });
  });

  it('asks for the district of an address that names none, and takes more of the address there', () => {
    const asked = upTo(POTHOLE, '۱', 'خیابان نمونه');
    expect(asked.step).toBe('district');
    expect(upTo(POTHOLE, '۱', 'خیابان نمونه', 'کوچه سوم', '۹').draft.place).toEqual({
      address: 'خیابان نمونه، کوچه سوم',
      district: 'district-9',
    });
  });

  it('goes on without the district where the citizen does not know it', () => {
    const { step, draft } = upTo(POTHOLE, '۱', 'خیابان نمونه', 'نمی‌دانم');
    expect(step).toBe('review');
    expect(draft.place).toEqual({ address: 'خیابان نمونه' });
  });

  it('asks no district for what an organisation of the whole city does', () => {
    expect(upTo('زباله', { kind: 'category', category: 'garbage' }, 'خیابان نمونه').step).toBe('review');
  });

  it('refuses a point outside the city and stays', () => {
    expect(turnOf(upTo(POTHOLE, '۱'), { kind: 'location', point: IN_TEHRAN })).toEqual({
      kind: 'stay',
      problem: 'outsideCity',
    });
  });

  it('leaves the place out only where the category does without', () => {
    expect(turnOf(upTo(POTHOLE, '۱'), 'بدون نشانی')).toEqual({ kind: 'stay', problem: 'placeNeeded' });
    expect(upTo('عوارض', { kind: 'category', category: 'car-tax' }, 'بدون نشانی').draft.place).toBeNull();
  });

  it('asks for the place again when the new category cannot do without', () => {
    const filing = upTo('عوارض', { kind: 'category', category: 'car-tax' }, 'بدون نشانی', 'تغییر موضوع', {
      kind: 'category',
      category: 'pothole',
    });
    expect(filing.step).toBe('place');
  });

  it('keeps the address when a point is sent as well', () => {
    const filing = upTo(POTHOLE, '۱', 'خیابان صیاد شیرازی، منطقه ۹', {
      kind: 'location',
      point: IN_DISTRICT_9,
    });
    expect(filing.draft.place).toMatchObject({ ...IN_DISTRICT_9, address: 'خیابان صیاد شیرازی، منطقه ۹' });
  });
});
