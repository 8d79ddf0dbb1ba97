import { contentTypeOf, fitsKind } from '../../src/attachments/content-type.js';

const latin = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF\0'],
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['video/mp4', '\0\0\0\x18ftypisom\0\0'],
  ['video/mp4', '\0\0\0\x18ftypmp42\0\0'],
  ['audio/mp4', '\0\0\0\x18ftypM4A \0\0'],
  ['audio/ogg', `OggS\0\x02${'\0'.repeat(22)}OpusHead\x01\x01`],
  ['audio/ogg', `OggS\0\x02${'\0'.repeat(22)}\x01vorbis\0\0`],
  ['audio/mpeg', `ID3\x04\0\0\0\0\0\x04\0\0\0\0\xff\xfb\x90\x64${'\0'.repeat(40)}`],
  ['audio/mpeg', '\xff\xfb\x90\x64\0'],
  ['application/pdf', '%PDF-1.7\n'],
])('is %s', async (type, bytes) => {
  expect(await contentTypeOf(latin(bytes))).toBe(type);
});

it.each([
  ['a program for Windows', 'MZ\x90\0\x03\0\0\0\x04\0\0\0'],
  ['a program for Linux', '\x7fELF\x02\x01\x01'],
  ['a page', '<!doctype html><script>'],
  ['a drawing that can hold a program', '<svg xmlns="'],
  ['an archive, and so an Android program', 'PK\x03\x04'],
  ['a photo of a kind that not everybody can open', '\0\0\0\x18ftypheic\0\0'],
  ['a film of another family', '\0\0\0\x14ftypqt  \0\0'],
  ['a film in a container of sound', `OggS\0\x02${'\0'.repeat(22)}\x80theora\0\0`],
  ['a tag of sound and no sound', 'ID3\x04\0\0\0\0\0\x04\0\0\0\0MZ\x90\0\x03\0\0\0'],
  ['sound of another family', 'RIFF\x10\0\0\0WAVEfmt '],
  ['text in UTF-16', '\xff\xfea\0b\0'],
  ['nothing', ''],
  ['zeros', '\0\0\0\0\0\0\0\0\0\0\0\0\0\0'],
])('takes %s for nothing that is sent on', async (_, bytes) => {
  expect(await contentTypeOf(latin(bytes))).toBeUndefined();
});

it('lets a document hold anything that is taken, and the other kinds their own', () => {
  expect(fitsKind('document', 'video/mp4')).toBe(true);
  expect(fitsKind('voice', 'audio/ogg')).toBe(true);
  expect(fitsKind('photo', 'application/pdf')).toBe(false);
  expect(fitsKind('video', 'image/jpeg')).toBe(false);
});
