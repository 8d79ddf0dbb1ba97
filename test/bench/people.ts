const FIRST_CITIZEN = 1_000_001;
const FIRST_MANAGER = 500_001;

/** The id of a person who files, by his number from 0. */
export function citizenId(index: number): number {
  return FIRST_CITIZEN + index;
}

/** The id of whoever holds a position, by its place in the city's file from 0. */
export function managerId(index: number): number {
  return FIRST_MANAGER + index;
}
