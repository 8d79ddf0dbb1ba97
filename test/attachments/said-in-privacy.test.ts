import { join } from 'node:path';
import type { ContentType } from '../../src/attachments/content-type.js';
import { LOCALES } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';
import { loadTexts } from '../../src/text/texts.js';

const PHOTO = { fa: 'عکس', en: 'photos', ar: 'صور' } as const;
const VIDEO = { fa: 'فیلم', en: 'videos', ar: 'فيديو' } as const;
const SOUND = { fa: 'صدا', en: 'recordings', ar: ['تسجيلات', 'صوت'] } as const;
const PDF = { fa: 'PDF', en: 'PDFs', ar: 'PDF' } as const;

/** How people are told of a file of each type that is taken. */
const SAID_AS: Readonly<
  Record<ContentType, Readonly<Record<(typeof LOCALES)[number], string | readonly string[]>>>
> = {
  'image/jpeg': PHOTO,
  'image/png': PHOTO,
  'image/webp': PHOTO,
  'video/mp4': VIDEO,
  'audio/ogg': SOUND,
  'audio/mp4': SOUND,
  'audio/mpeg': SOUND,
  'application/pdf': PDF,
};

it.each(LOCALES)(
  'tells in %s what is kept of every type that is taken, and from which the metadata is removed',
  async (locale) => {
    const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });
    const privacy = texts.plain(locale, 'ownData.privacy', { years: '5' });
    const line = privacy.split('\n').find((one) => one.includes('PDF')) ?? '';
    const sentences = line.split(/[.:](?: |$)/);
    const [kept = '', removed = ''] = [sentences.slice(0, -2).join(), sentences.at(-2) ?? ''];
    const consent = texts.plain(locale, 'identity.consent.text');
    for (const said of Object.values(SAID_AS)) {
      const words = [said[locale]].flat();
      for (const text of [kept, removed, consent]) {
        expect(words.some((word) => text.toLowerCase().includes(word.toLowerCase()))).toBe(true);
      }
    }
  },
);
