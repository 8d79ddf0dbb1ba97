// Downloads a mongod into a folder, unless it is there, and says where it is: download-mongod.mjs FOLDER
// Ends with an error when the folder has not grown at many looks in a row. The looks are those of this process, so that
// on a busy machine they come as late as the download itself.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';

const LOOK_EVERY_MS = 250;
const MOST_LOOKS_WITHOUT_GROWTH = 20;

const [downloadDir] = process.argv.slice(2);
let bytes = -1;
let looksWithoutGrowth = 0;
const looking = setTimeout(look, LOOK_EVERY_MS);
const binary = await MongoBinary.getPath({ downloadDir });
clearTimeout(looking);
process.stdout.write(`\nbinary ${binary}\n`);
process.exit(0);

async function look() {
  const now = await bytesInFolder();
  looksWithoutGrowth = now === bytes ? looksWithoutGrowth + 1 : 0;
  bytes = now;
  if (looksWithoutGrowth >= MOST_LOOKS_WITHOUT_GROWTH) process.exit(1);
  looking.refresh();
}

async function bytesInFolder() {
  const names = await readdir(downloadDir).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(downloadDir, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
