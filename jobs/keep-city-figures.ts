import {
  createCityFiguresKeeper,
  type KeepCityFiguresOptions,
} from '../src/reports/city/keep-city-figures.js';
import { createSweepingJob, type SweepingJob } from './job.js';

/** Counts anew the public figures of the weeks and months in which requests have changed. */
export function keepCityFigures(
  options: KeepCityFiguresOptions & { readonly everySeconds: number },
): SweepingJob {
  const { keep } = createCityFiguresKeeper(options);
  return createSweepingJob({ name: 'city figures', everySeconds: options.everySeconds, sweep: keep });
}
