/** For a request service whose requests tell of nothing dangerous. */
export const NO_DANGER = { tellsOfDanger: async () => false, filedBy: async () => [] };
