import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

const IMPORT = /(?:from|import\()\s*'(\.{1,2}\/[^']+)\.js'/g;

/** The rooms of docs/design.md section 5, from the ground up. */
async function listedRooms(): Promise<readonly string[]> {
  const design = await readFile(join(packageRoot, 'docs/design.md'), 'utf8');
  const [, list = ''] = /```rooms\n(.*?)```/s.exec(design) ?? [];
  return [...list.matchAll(/^(\S+)/gm)].map(([room]) => room);
}

/** The product's files, as paths from the root of the package. */
async function productFiles(): Promise<readonly string[]> {
  const folders = ['src', 'bots', 'jobs'];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(packageRoot, folder), { recursive: true });
      return entries.map((entry) => posix.join(folder, entry.replaceAll('\\', '/')));
    }),
  );
  return found.flat().filter((file) => file.endsWith('.ts'));
}

/** The room in which a file lies, or the file itself where none of the list holds it. */
function roomOf(file: string, rooms: readonly string[]): string {
  const path = file.replace(/\.ts$/, '');
  return rooms.find((room) => path === room || path.startsWith(`${room}/`)) ?? file;
}

/** Every import that leaves its room: the file, and the rooms at both ends. */
async function importsBetweenRooms(rooms: readonly string[]) {
  const arrows: { readonly file: string; readonly from: string; readonly to: string }[] = [];
  for (const file of await productFiles()) {
    const text = await readFile(join(packageRoot, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(IMPORT)) {
      const target = posix.join(dirname(file), specifier);
      const [from, to] = [roomOf(file, rooms), roomOf(target, rooms)];
      if (from !== to) arrows.push({ file, from, to });
    }
  }
  return arrows;
}

it('gives every file of the product a room of docs/design.md section 5', async () => {
  const rooms = await listedRooms();
  const homeless = (await productFiles()).filter((file) => !rooms.includes(roomOf(file, rooms)));
  expect(homeless).toEqual([]);
});

it('lists no room that is not there', async () => {
  const rooms = await listedRooms();
  const inhabited = new Set((await productFiles()).map((file) => roomOf(file, rooms)));
  expect(rooms.filter((room) => !inhabited.has(room))).toEqual([]);
});

it('lets a room import only from rooms below it', async () => {
  const rooms = await listedRooms();
  const arrows = await importsBetweenRooms(rooms);
  expect(arrows.length).toBeGreaterThan(500);
  const upward = arrows.filter(({ from, to }) => rooms.indexOf(to) > rooms.indexOf(from));
  expect(upward).toEqual([]);
});

it('lets nothing but one file of the child process import the library that writes workbooks', async () => {
  const importing: string[] = [];
  for (const file of await productFiles()) {
    const text = await readFile(join(packageRoot, file), 'utf8');
    if (/from 'exceljs'|import\('exceljs'\)/.test(text)) importing.push(file);
  }
  expect(importing).toEqual(['src/workbooks/render-workbook.ts']);
});
