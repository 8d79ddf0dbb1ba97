import type { ContentType } from '../content-type.js';
import { stripJpeg } from './jpeg.js';
import { stripPng } from './png.js';
import { stripWebp } from './webp.js';

/**
 * The file without what tells where, when and by which device a picture was made. Types that are not looked
 * into come back as they are; undefined for a picture whose structure is broken.
 */
export function withoutMetadata(bytes: Buffer, type: ContentType): Buffer | undefined {
  switch (type) {
    case 'image/jpeg':
      return stripJpeg(bytes);
    case 'image/png':
      return stripPng(bytes);
    case 'image/webp':
      return stripWebp(bytes);
    default:
      return bytes;
  }
}
