import type { Upload } from './parameters.js';

/** What a multipart request carries. */
export interface MultipartForm {
  readonly values: Readonly<Record<string, string>>;
  readonly uploads: ReadonlyMap<string, Upload>;
}

const LINE_END = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * Reads a `multipart/form-data` body. It is as lenient as Telegram's server: file names may be unquoted,
 * have spaces and be in any script, as grammY sends them, which strict readers refuse. Returns `undefined`
 * when there is no boundary or the body does not end with it.
 */
export function parseMultipart(contentType: string, body: Buffer): MultipartForm | undefined {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1]?.trim();
  if (!boundary) return undefined;
  const values: Record<string, string> = {};
  const uploads = new Map<string, Upload>();
  const delimiter = Buffer.from(`--${boundary}`);

  let start = body.indexOf(delimiter);
  while (start !== -1) {
    start += delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return { values, uploads };
    const next = body.indexOf(Buffer.concat([LINE_END, delimiter]), start);
    const headersEnd = body.indexOf(HEADERS_END, start);
    if (next === -1 || headersEnd === -1 || headersEnd > next) return undefined;
    readPart(body.toString('utf8', start, headersEnd), body.subarray(headersEnd + HEADERS_END.length, next));
    start = next + LINE_END.length;
  }
  return undefined;

  function readPart(headers: string, content: Buffer): void {
    const disposition = header(headers, 'content-disposition') ?? '';
    const name = parameter(disposition, 'name');
    const fileName = parameter(disposition, 'filename');
    const mimeType = header(headers, 'content-type');
    if (name === undefined) return;
    if (fileName === undefined && mimeType !== 'application/octet-stream') {
      values[name] = content.toString('utf8');
      return;
    }
    uploads.set(name, {
      // A copy, so that keeping one file does not keep the whole request.
      content: Buffer.from(content),
      ...(fileName ? { fileName } : {}),
      ...(mimeType && mimeType !== 'application/octet-stream' ? { mimeType } : {}),
    });
  }
}

function header(headers: string, name: string): string | undefined {
  const line = headers.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function parameter(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(disposition);
  return found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]?.trim();
}
