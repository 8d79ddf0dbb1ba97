import type { ImportProblem } from './import-problem.js';

/** Problems with the same cause, in order; the first represents the others. */
export type CauseGroup = readonly [ImportProblem, ...ImportProblem[]];

/**
 * Groups problems by their cause: the same error in the rows of one column, in entries of one list, or in
 * every reference to the same missing entry.
 */
export function groupByCause(problems: readonly ImportProblem[]): readonly CauseGroup[] {
  const groups = new Map<string, [ImportProblem, ...ImportProblem[]]>();
  for (const problem of problems) {
    const cause = causeOf(problem);
    const group = groups.get(cause);
    if (group === undefined) groups.set(cause, [problem]);
    else group.push(problem);
  }
  return [...groups.values()];
}

function causeOf({ code, place, values }: ImportProblem): string {
  const { sheet, column, path } = place;
  const isSomewhere = sheet !== undefined || path !== undefined;
  const list = path?.replace(/\.\d+(?=\.|$)/g, '');
  return JSON.stringify([code, sheet, column, list, isSomewhere ? values['other'] : values]);
}
