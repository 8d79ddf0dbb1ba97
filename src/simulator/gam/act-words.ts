/** What was done, and its result, in the words of the simulated office automation. */
export const ACT_KINDS = { answer: 'پاسخ', question: 'استعلام', referral: 'ارجاع' } as const;
export const RESULTS = {
  done: 'انجام شد',
  planned: 'در دست اقدام',
  notPossible: 'امکان‌پذیر نیست',
} as const;
