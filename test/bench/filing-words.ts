/**
 * Topics that people file about in the example city, by their names. Words that begin with one of them are taken for
 * it, and all of them go to offices of the district.
 */
const TOPICS = [
  'چاله و خرابی آسفالت',
  'پیاده‌رو نامناسب',
  'جوی و جدول',
  'دریچه و درپوش چاه',
  'حفاری رها شده',
  'آب‌گرفتگی معابر',
  'لایروبی جوی و کانال',
  'برف و یخ‌زدگی',
  'نخاله ساختمانی',
  'دیوارنویسی و آگهی',
  'نظافت و رفت‌وروب',
] as const;

/** Words by which people know, in either bot, that it is their turn, and those of the buttons that they press. */
export const say = {
  agree: 'می‌پذیرم',
  where: 'کجاست',
  isNew: 'درخواست تازه است',
  register: 'ثبت',
  registered: 'ثبت شد',
} as const;

const SOUTH_WEST = { latitude: 36.348, longitude: 59.442 };
/** Degrees between two places: so far that nobody is asked whether his request is that of his neighbour. */
const STEP = { latitude: 0.0021, longitude: 0.0027 };
const PLACES_A_ROW = 28;
const PLACES = PLACES_A_ROW * 33;

/** What somebody files, by his number from 0: no two of the first ten thousand file about the same at one place. */
export function wishOf(index: number) {
  const topic = TOPICS[Math.floor(index / PLACES) % TOPICS.length] ?? TOPICS[0];
  const place = index % PLACES;
  return {
    topic,
    words: `${topic}: جلوی دبستان، چند روز است که همین‌طور مانده است.`,
    location: {
      latitude: SOUTH_WEST.latitude + STEP.latitude * Math.floor(place / PLACES_A_ROW),
      longitude: SOUTH_WEST.longitude + STEP.longitude * (place % PLACES_A_ROW),
    },
  };
}
