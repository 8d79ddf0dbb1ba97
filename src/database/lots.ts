/** Something that waits for the next lot. */
interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Carries out together, in lots, what is asked for at the same time: what comes while one lot is under way makes up the
 * next one, so that nobody waits for company. `carryOut` gets at most `most` items in their order and resolves to a result
 * for each. If a lot fails, its items are carried out one by one, so that none fails because of another; so doing it
 * twice must do no harm.
 */
export function inLots<Item, Result>(
  carryOut: (items: readonly Item[]) => Promise<readonly Result[]>,
  most = 100,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isUnderWay = false;

  async function carryOutAll(): Promise<void> {
    while (waiting.length > 0) {
      const lot = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(lot);
    }
    isUnderWay = false;
  }

  async function settle(lot: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await carryOut(lot.map(({ item }) => item));
      for (const [index, { resolve }] of lot.entries()) {
        // There is a result for each item.
        resolve(results[index] as Result);
      }
    } catch (error) {
      if (lot.length > 1) await Promise.all(lot.map((one) => settle([one])));
      else for (const { reject } of lot) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(carryOutAll);
    });
}
