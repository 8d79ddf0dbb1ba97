import { isSurelyRefused } from '../../src/attachments/taken-files.js';

it.each([
  ['video', 'IMG_0001.MOV', 'video/quicktime'],
  ['document', 'film.MOV', undefined],
  ['document', 'letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['audio', 'call.amr', 'audio/amr'],
  ['document', 'call.amr', undefined],
  ['document', 'IMG_0002.HEIC', 'image/heic'],
  ['document', undefined, 'image/heif'],
  ['document', 'notes.txt', 'text/plain'],
  ['document', 'program.apk', 'application/vnd.android.package-archive'],
  ['audio', 'sound.wav', 'audio/x-wav'],
] as const)('says at once that a %s «%s» (%s) will open for nobody', (kind, fileName, mimeType) => {
  expect(
    isSurelyRefused({
      kind,
      ...(fileName === undefined ? {} : { fileName }),
      ...(mimeType === undefined ? {} : { mimeType }),
    }),
  ).toBe(true);
});

it.each([
  ['photo', undefined, undefined],
  ['voice', undefined, 'audio/ogg'],
  ['video', 'a.mp4', 'video/mp4'],
  ['document', 'photo.JPG', 'image/jpeg'],
  ['document', 'نامه.pdf', 'application/pdf'],
  ['document', undefined, undefined],
  ['document', 'بدون پسوند', 'application/octet-stream'],
  ['audio', 'song.mp3', 'audio/mpeg'],
] as const)('leaves a %s «%s» (%s) to its content', (kind, fileName, mimeType) => {
  expect(
    isSurelyRefused({
      kind,
      ...(fileName === undefined ? {} : { fileName }),
      ...(mimeType === undefined ? {} : { mimeType }),
    }),
  ).toBe(false);
});
