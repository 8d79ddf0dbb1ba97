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
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(packed.length, 20);
  directory.writeUInt32LE(size, 24);
  directory.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, directory, Buffer.from(name), end]);
}
