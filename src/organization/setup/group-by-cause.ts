import type { ImportProblem } from './import-problem.js';

/** Problems that one thing has caused, in their order; the first stands for the others. */
export type CauseGroup = readonly [ImportProblem, ...ImportProblem[]];

/**
 * Puts together what has one cause: the same fault in the rows of one column, or in entries of one list, or with
 * everything that names the same missing thing.
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
