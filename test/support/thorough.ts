/**
 * True where what takes minutes is tried in full, as CI does with `THOROUGH=1`. Every day a part of it is tried, which
 * finds nearly all that there is to find.
 */
export const IS_THOROUGH = process.env['THOROUGH'] === '1';
