/**
 * Positions of the example city that nobody holds in simulation, so that passing over can be seen: one in
 * the middle of a chain, and one at which requests enter.
 */
export const vacantInSimulation: readonly string[] = [
  'district-9-urban-services-deputy',
  'organisation-parks-operations',
];

const FIRST_MANAGER_ID = 500_001;

/** The Telegram id of the simulated manager of a position, by its index in the city file. */
export function simulatedManagerId(index: number): number {
  return FIRST_MANAGER_ID + index;
}

/** Simulated people who hold no position. The first citizen has used the bot before. */
export const simulatedPeople = [
  { id: 100_001, name: 'شهروند نخست', phone: '+989151112233', bot: 'citizen', roles: [] },
  { id: 100_002, name: 'شهروند دوم', phone: '+989154445566', bot: 'citizen', roles: [] },
  { id: 400_001, name: 'کارشناس دریافت ۱۳۷', bot: 'staff', roles: ['operator'] },
  { id: 400_002, name: 'کارشناس دوم دریافت ۱۳۷', bot: 'staff', roles: ['operator'] },
  { id: 400_003, name: 'ناظر کیفیت پاسخ‌ها', bot: 'staff', roles: ['supervisor'] },
  { id: 400_004, name: 'راهبر سامانه', bot: 'staff', roles: ['administrator'] },
] as const;
