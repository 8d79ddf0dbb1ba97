import { deflateRawSync } from 'node:zlib';
import { unzipArchive } from '../../src/workbooks/zip.js';
import { archiveOf } from './archives.js';

const CONTENT = Buffer.from('هزار و یک شب');
const MEGABYTE = 1024 * 1024;

it('gives the entries of an archive with their content', async () => {
  expect(await unzipArchive(archiveOf('a.txt', CONTENT), MEGABYTE)).toEqual({
    ok: true,
    entries: [{ name: 'a.txt', content: CONTENT }],
  });
});

it('stops where the entries have more than is allowed, whatever the archive says of them', async () => {
  const bytes = archiveOf('a.txt', Buffer.alloc(2 * MEGABYTE), 100);
  expect(await unzipArchive(bytes, MEGABYTE)).toEqual({ ok: false, because: 'tooLarge' });
});

it.each([
  ['has bytes before it', Buffer.concat([Buffer.from('#!'), archiveOf('a.txt', CONTENT)])],
  ['says another size of an entry than it has', archiveOf('a.txt', CONTENT, 3)],
  ['is cut short', archiveOf('a.txt', CONTENT).subarray(0, 40)],
  ['was never one', deflateRawSync(CONTENT)],
  ['is empty', Buffer.alloc(0)],
])('takes for no archive one that %s', async (_what, bytes) => {
  expect(await unzipArchive(bytes, MEGABYTE)).toEqual({ ok: false, because: 'notAZip' });
});
