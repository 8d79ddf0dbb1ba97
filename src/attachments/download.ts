import type { Api } from '../telegram/api.js';
import { classifyFailure } from '../telegram/errors.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';

/** Milliseconds for a file that a job fetches. */
const DOWNLOAD_TIMEOUT_MS = 60_000;
/** Milliseconds for a file that is fetched while an update is handled. */
export const DOWNLOAD_IN_HANDLER_MS = 20_000;
/** The format of a path that Telegram names; anything else is not followed. */
const FILE_PATH = /^[\w-]+(?:\/[\w-]+)*(?:\.[\w.-]+)?$/;

/**
 * How a download ended. It may succeed another time after `later`, which means that Telegram does not have
 * this file now, or `away`, which means that no file could be had.
 */
export type Download =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'tooBig' | 'gone' | 'later' | 'away' };

/** Where a bot's files are. */
export interface FileSource {
  readonly api: Api;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
  readonly token: string;
}

/**
 * Downloads a file by the `file_id` of the bot that received it. A file larger than 20 MiB is refused while
 * it arrives, whatever size Telegram stated. It never throws: the result says how it ended, `away` also where it
 * took longer than `withinMs`.
 */
export async function downloadFile(
  source: FileSource,
  fileId: string,
  withinMs = DOWNLOAD_TIMEOUT_MS,
): Promise<Download> {
  const late = AbortSignal.timeout(withinMs);
  let path: string;
  try {
    // grammY has its own types for signals; the platform's have the same methods.
    const file = await source.api.getFile(fileId, late as Parameters<typeof source.api.getFile>[1]);
    if (file.file_size !== undefined && file.file_size > MOST_FILE_BYTES) return { kind: 'tooBig' };
    path = file.file_path ?? '';
  } catch (error) {
    if (/file is too big/i.test(error instanceof Error ? error.message : '')) return { kind: 'tooBig' };
    const { kind } = classifyFailure(error);
    if (kind === 'fileUnavailable') return { kind: 'later' };
    return { kind: kind === 'permanent' ? 'gone' : 'away' };
  }
  if (!FILE_PATH.test(path)) return { kind: 'gone' };
  return fetchBytes(`${source.apiRoot}/file/bot${source.token}/${path}`, late);
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Download> {
  try {
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return { kind: response.status >= 500 || response.status === 429 ? 'away' : 'later' };
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body) {
      length += piece.length;
      if (length > MOST_FILE_BYTES) return { kind: 'tooBig' };
      pieces.push(piece);
    }
    return { kind: 'bytes', bytes: Buffer.concat(pieces) };
  } catch {
    // The error would contain the address, and with it the token.
    return { kind: 'away' };
  }
}
