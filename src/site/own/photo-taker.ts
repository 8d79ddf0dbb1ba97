import type { Uploads } from '../../attachments/uploads.js';
import type { Clock } from '../../clock.js';
import { createLimiter } from '../../guards/limiter.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';

/** Why photos of a form were not kept: one of them is none, they cannot be looked at now, or there were too many of them lately. */
export type PhotosRefused = 'notAPhoto' | 'photosLater' | 'photosTooOften';

/** Keeps the photos that people send with a form of a secret link. */
export interface PhotoTaker {
  /**
   * Does what needs the memory of a form with photos. `isBusy`: another form of this link is being read, or as many of others
   * as fit into memory at once, so that photos have to be left out.
   */
  withRoom<Value>(
    token: string,
    work: (room: { readonly isBusy: boolean }) => Promise<Value>,
  ): Promise<Value>;
  /** Keeps all of these photos, or says why not; photos that no request has in the end are removed as unused. */
  take(photos: readonly Buffer[], link: { readonly token: string; readonly key: string }): Promise<Taken>;
}

type Taken =
  | { readonly ok: true; readonly attachments: readonly Attachment[] }
  | { readonly ok: false; readonly because: PhotosRefused };

/** Forms of 25 MiB that are read at once. */
const MOST_AT_ONCE = 4;
const HOUR_MS = 3_600_000;
/** Forms with photos that a link takes in an hour: nobody has as much to show, and each may keep 25 MiB for half a day. */
const MOST_AN_HOUR = 10;

/** A taker of photos, for this process; `clock` is the machine's. */
export function createPhotoTaker({
  uploads,
  clock,
}: {
  readonly uploads: Pick<Uploads, 'take'>;
  readonly clock: Clock;
}): PhotoTaker {
  const limiter = createLimiter({ clock, most: MOST_AN_HOUR, perMs: HOUR_MS });
  const reading = new Set<string>();

  return {
    async withRoom(token, work) {
      if (reading.has(token) || reading.size >= MOST_AT_ONCE) return work({ isBusy: true });
      reading.add(token);
      try {
        return await work({ isBusy: false });
      } finally {
        reading.delete(token);
      }
    },

    async take(photos, { token, key }) {
      if (photos.length === 0) return { ok: true, attachments: [] };
      if (limiter.take({ person: token, id: key }) !== 'allowed')
        return { ok: false, because: 'photosTooOften' };
      const kept = new Map<string, Attachment>();
      for (const photo of photos) {
        const taken = await uploads.take(photo, 'photo');
        if (taken === 'refused') return { ok: false, because: 'notAPhoto' };
        if (taken === 'later') return { ok: false, because: 'photosLater' };
        kept.set(taken.id, taken);
      }
      return { ok: true, attachments: [...kept.values()] };
    },
  };
}
