/** One field or file of a form. */
export interface FormPart {
  readonly name: string;
  /** Its bytes, as part of the body that was read. */
  readonly content: Buffer;
  /** Absent for a field; empty where a browser had no file to send. */
  readonly fileName?: string;
  readonly mimeType?: string;
}

/** What a form carries, in its order. */
export interface MultipartForm {
  readonly parts: readonly FormPart[];
  /** False for a body that ends early: its last part is left out. */
  readonly isWhole: boolean;
}

const LINE_END = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');
/** No form of ours and no call of the Bot API has as many; whoever sends more is not read further. */
const MOST_PARTS = 200;

/**
 * Reads a `multipart/form-data` body. It is as lenient as Telegram's server: file names may be unquoted,
 * have spaces and be in any script, as grammY sends them, which strict readers refuse. Undefined where there is no
 * boundary.
 */
export function parseMultipart(contentType: string, body: Buffer): MultipartForm | undefined {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1]?.trim();
  if (!boundary) return undefined;
  const parts: FormPart[] = [];
  const delimiter = Buffer.from(`--${boundary}`);
  const nextDelimiter = Buffer.concat([LINE_END, delimiter]);

  let start = body.indexOf(delimiter);
  while (start !== -1 && parts.length < MOST_PARTS) {
    start += delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return { parts, isWhole: true };
    const next = body.indexOf(nextDelimiter, start);
    const headersEnd = body.indexOf(HEADERS_END, start);
    if (next === -1 || headersEnd === -1 || headersEnd > next) break;
    const content = body.subarray(headersEnd + HEADERS_END.length, next);
    const part = describePart(body.toString('utf8', start, headersEnd), content);
    if (part !== undefined) parts.push(part);
    start = next + LINE_END.length;
  }
  return { parts, isWhole: false };
}

function describePart(headers: string, content: Buffer): FormPart | undefined {
  const disposition = header(headers, 'content-disposition') ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) return undefined;
  const fileName = parameter(disposition, 'filename');
  const mimeType = header(headers, 'content-type');
  return {
    name,
    content,
    ...(fileName === undefined ? {} : { fileName }),
    ...(mimeType === undefined ? {} : { mimeType }),
  };
}

function header(headers: string, name: string): string | undefined {
  const line = headers.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function parameter(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(disposition);
  return found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]?.trim();
}
