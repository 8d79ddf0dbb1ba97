/** The periods of a report that can be asked for by one press. */
export const NAMED_PERIODS = ['lastWeek', 'lastMonth', 'thisMonth'] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];
