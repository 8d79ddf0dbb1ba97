import type { City, Unit } from './city.js';

/**
 * True if a unit takes part at that moment: the stored decision, reversed once the planned moment has come.
 * Nothing has to run at that moment.
 */
export function isConnectedAt({ connected, connectionChangesAt: at }: Unit, moment: Date): boolean {
  return at !== undefined && at <= moment ? !connected : connected;
}

/** The unit, connected or disconnected from a moment on; a moment that is not ahead means at once. */
export function withConnection(unit: Unit, isConnected: boolean, from: Date, now: Date): Unit {
  const { connectionChangesAt: _planned, ...rest } = unit;
  const connected = isConnectedAt(unit, now);
  if (from <= now || connected === isConnected) return { ...rest, connected: isConnected };
  return { ...rest, connected, connectionChangesAt: from };
}

/** The city with its units as of that moment; later changes stay planned. */
export function cityAt(city: City, moment: Date): City {
  return {
    ...city,
    units: city.units.map((unit) => {
      const { connectionChangesAt: at, ...rest } = unit;
      return at === undefined || at > moment ? unit : { ...rest, connected: isConnectedAt(unit, moment) };
    }),
  };
}

/** The next moment after `moment` at which a unit becomes connected or disconnected. */
export function nextConnectionChange({ units }: City, moment: Date): Date | undefined {
  return units
    .flatMap(({ connectionChangesAt: at }) => (at !== undefined && at > moment ? [at] : []))
    .toSorted((one, other) => one.getTime() - other.getTime())[0];
}

/** How far the roll-out has come, and what is planned of it. */
export interface RollOut {
  readonly connected: readonly Unit[];
  /** Units that do not take part yet: what is for them goes through the follow-up desk. */
  readonly others: readonly Unit[];
  /** What is planned, the soonest first. */
  readonly changes: readonly { readonly unit: Unit; readonly at: Date }[];
  /** How many of the others have no day yet. */
  readonly withoutDay: number;
}

/** The roll-out of a city's units, as they are now. */
export function rollOutOf(units: readonly Unit[]): RollOut {
  const others = units.filter(({ connected }) => !connected);
  return {
    connected: units.filter(({ connected }) => connected),
    others,
    changes: units
      .flatMap((unit) =>
        unit.connectionChangesAt === undefined ? [] : [{ unit, at: unit.connectionChangesAt }],
      )
      .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    withoutDay: others.filter(({ connectionChangesAt }) => connectionChangesAt === undefined).length,
  };
}
