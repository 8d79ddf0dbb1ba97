import { assertNever } from '../../assert-never.js';
import type { ContentType } from '../content-type.js';
import { stripIsoMedia } from './iso-media.js';
import { stripJpeg } from './jpeg.js';
import { stripMp3 } from './mp3.js';
import { stripOgg } from './ogg.js';
import { stripPng } from './png.js';
import { stripWebp } from './webp.js';

/**
 * The file without what tells where, when, by whom and with which device it was made, and without anything
 * that acts when it is opened. Every accepted type is cleaned; undefined for a file whose structure is
 * broken.
 */
export async function withoutMetadata(bytes: Buffer, type: ContentType): Promise<Buffer | undefined> {
  switch (type) {
    case 'image/jpeg':
      return stripJpeg(bytes);
    case 'image/png':
      return stripPng(bytes);
    case 'image/webp':
      return stripWebp(bytes);
    case 'video/mp4':
    case 'audio/mp4':
      return stripIsoMedia(bytes);
    case 'audio/mpeg':
      return stripMp3(bytes);
    case 'audio/ogg':
      return stripOgg(bytes);
    case 'application/pdf': {
      // Its library takes as long to load as everything else that looks into files, and few files need it.
      const { stripPdf } = await import('./pdf.js');
      return stripPdf(bytes);
    }
    default:
      return assertNever(type);
  }
}
