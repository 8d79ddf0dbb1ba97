import { deflateRawSync } from 'node:zlib';
import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import { TEMPLATE_CITY, writeWorkbook } from '../../../src/organization/setup/write-workbook.js';

/** The template, changed by hand as somebody in an office does it. */
export async function workbook(change: (book: Workbook) => void = () => undefined): Promise<Buffer> {
  const book = new exceljs.Workbook();
  // The library's types know an older Buffer than Node's.
  await book.xlsx.load((await writeWorkbook(TEMPLATE_CITY)) as never);
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A sheet of the template by its Persian name. */
export function sheetOf(book: Workbook, name: 'واحدها' | 'سمت‌ها' | 'موضوع‌ها'): Worksheet {
  const sheet = book.getWorksheet(name);
  if (sheet === undefined) throw new Error(`There is no sheet ${name}.`);
  return sheet;
}

/** A cell of a sheet by its address. */
export function setCell(
  book: Workbook,
  name: Parameters<typeof sheetOf>[1],
  address: string,
  value: unknown,
) {
  // The values of the tests are those that the library takes.
  sheetOf(book, name).getCell(address).value = value as never;
}

/** An archive of one entry; `size` is what its directory says of the unpacked size. */
export function archiveOf(name: string, content: Buffer, size = content.length): Buffer {
  const packed = deflateRawSync(content);
  const local = record(
    30,
    [0, 4, 0x04034b50],
    [8, 2, 8],
    [18, 4, packed.length],
    [22, 4, size],
    [26, 2, name.length],
  );
  const directory = record(
    46,
    [0, 4, 0x02014b50],
    [10, 2, 8],
    [20, 4, packed.length],
    [24, 4, size],
    [28, 2, name.length],
  );
  const before = local.length + name.length + packed.length;
  const end = record(
    22,
    [0, 4, 0x06054b50],
    [8, 2, 1],
    [10, 2, 1],
    [12, 4, directory.length + name.length],
    [16, 4, before],
  );
  return Buffer.concat([local, Buffer.from(name), packed, directory, Buffer.from(name), end]);
}

/** A record of an archive with the numbers that are not zero: where each stands and of how many bytes it is. */
function record(
  length: number,
  ...numbers: readonly (readonly [offset: number, bytes: 2 | 4, value: number])[]
): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, size, value] of numbers) bytes.writeUIntLE(value, offset, size);
  return bytes;
}
