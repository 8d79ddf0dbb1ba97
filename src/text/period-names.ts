/** The periods whose report can be requested with one press. */
export const NAMED_PERIODS = ['lastWeek', 'lastMonth', 'thisMonth'] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];
