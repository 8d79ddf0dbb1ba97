import { z } from 'zod';
import { NotAnsweredError, type ProductClient } from './product-client.js';

const named = z.object({ code: z.string(), title: z.object({ fa: z.string() }) });
const categoriesSchema = z.object({ categories: z.array(named) });
const unitsSchema = z.object({ units: z.array(named.extend({ kind: z.string() })) });
const positionsSchema = z.object({ positions: z.array(named) });

interface Named {
  readonly code: string;
  readonly title: string;
}

/** What the registry shows of the city, read from the product's interface. */
export interface CityLists {
  read(): Promise<{
    readonly categories: readonly Named[];
    readonly districts: readonly Named[];
    /** Units and positions: whoever can have a request. */
    readonly holders: readonly Named[];
  }>;
}

/** The lists of the city; `whenReady` resolves once the product can be called. */
export function createCityLists(options: {
  readonly product: ProductClient;
  readonly whenReady: () => Promise<void>;
}): CityLists {
  const { product, whenReady } = options;

  async function list<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const answered = await product.get(path);
    if (!answered.ok) throw new NotAnsweredError();
    return schema.parse(answered.body);
  }

  return {
    async read() {
      await whenReady();
      const [{ categories }, { units }, { positions }] = await Promise.all([
        list('/categories', categoriesSchema),
        list('/units', unitsSchema),
        list('/positions', positionsSchema),
      ]);
      return {
        categories: categories.map(nameOf),
        districts: units.filter(({ kind }) => kind === 'district').map(nameOf),
        holders: [...units, ...positions].map(nameOf),
      };
    },
  };
}

function nameOf({ code, title }: z.output<typeof named>): Named {
  return { code, title: title.fa };
}
