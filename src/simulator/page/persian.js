const DIGITS = '۰۱۲۳۴۵۶۷۸۹';
const MINUTE_MS = 60_000;
const TIME_ZONE = 'Asia/Tehran';

const formatter = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', {
  timeZone: TIME_ZONE,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Writes the Latin digits in `value` as Persian ones. */
export function persianDigits(value) {
  return String(value).replace(/\d/g, (digit) => DIGITS[Number(digit)]);
}

/** The other way round: what a person may have typed with a Persian keyboard. */
export function latinDigits(text) {
  return text.replace(/[۰-۹]/g, (digit) => String(DIGITS.indexOf(digit)));
}

/** Keeps a code or number in one piece inside a sentence of the other direction. */
function isolated(value) {
  return `\u2068${value}\u2069`;
}

/** A tracking code as people read it: «۱۲۳-۴۵۶-۷۸۹۴». */
export function formatCode(code) {
  return isolated(persianDigits(`${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`));
}

function partsOf(date) {
  return Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** Hour and minute in Tehran: «۱۴:۱۰». */
export function formatTime(date) {
  const { hour, minute } = partsOf(date);
  return `${hour}:${minute}`;
}

/** «سه‌شنبه ۳ آذر ۱۴۰۵». */
export function formatDay(date) {
  const { weekday, day, month, year } = partsOf(date);
  return `${weekday} ${day} ${month} ${year}`;
}

/** «سه‌شنبه ۳ آذر، ۱۴:۱۰»: a moment of these days, whose year is clear. */
export function formatMoment(date) {
  const { weekday, day, month, hour, minute } = partsOf(date);
  return `${weekday} ${day} ${month}، ${hour}:${minute}`;
}

/** The time that is left, in words and rounded up to the minute. */
export function formatTimeLeft(ms) {
  return formatDuration(ms < MINUTE_MS ? ms : Math.ceil(ms / MINUTE_MS) * MINUTE_MS);
}

/** A duration in words, two units at most: «۲ روز و ۵ ساعت». */
function formatDuration(ms) {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return 'کمتر از یک دقیقه';
  const units = [
    [Math.floor(minutes / 1440), 'روز'],
    [Math.floor((minutes % 1440) / 60), 'ساعت'],
    [minutes % 60, 'دقیقه'],
  ];
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${persianDigits(count)} ${name}`)
    .join(' و ');
}

/** Seconds of a recording: «۰:۰۳». */
export function formatSeconds(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return persianDigits(`${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`);
}

/** The size of a file: «۲۳۴ کیلوبایت». */
export function formatSize(bytes) {
  if (bytes >= 1_000_000) return `${persianDigits((bytes / 1_000_000).toFixed(1)).replace('.', '٫')} مگابایت`;
  return `${persianDigits(Math.max(1, Math.round(bytes / 1000)))} کیلوبایت`;
}

/** A degree of latitude or longitude with four places: «۳۶٫۲۹۷۲». */
export function formatDegrees(degrees) {
  return persianDigits(degrees.toFixed(4)).replace('.', '٫');
}

/** A number of this country as people write it, «۰۹۱۵ ۱۱۱ ۲۲۳۳»; any other as it is. */
export function formatPhone(phone) {
  const national = phone.replace(/^\+98(\d{3})(\d{3})(\d{4})$/, '0$1 $2 $3');
  // Groups of digits have no direction of their own; between these marks they run from left to right.
  return `\u2066${persianDigits(national)}\u2069`;
}

/** Makes what people type comparable: one form of every letter and digit, no half-spaces. */
export function comparable(text) {
  return latinDigits(text)
    .toLowerCase()
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\u200c\s]+/g, ' ')
    .trim();
}
