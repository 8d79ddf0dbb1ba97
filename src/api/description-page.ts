import { createHash } from 'node:crypto';
import { Router } from 'express';
import { escapeHtml } from '../text/html.js';

/** The parts of a description that the page shows (OpenAPI 3.1). */
interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{background:#f3f3f3;padding:.7rem;' +
  'overflow:auto}code{font-size:.95em}h3{margin-top:2.2rem}td,th{text-align:left;padding:.2rem .8rem .2rem 0;' +
  'vertical-align:top}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Serves the description as a page to read: without scripts, and with nothing from elsewhere. */
export function createDescriptionPage(description: object): Router {
  // It was made here, of our own operations.
  const page = writePage(description as Described);
  const router = Router();
  router.get('/', (_request, response) => {
    response.set('Content-Security-Policy', POLICY).type('html').send(page);
  });
  return router;
}

function writePage({ info, tags, paths, components }: Described): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2>${escapeHtml(description)}</h2>${own.map(writeOperation).join('')}`;
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="${escapeHtml(name)}">${escapeHtml(name)}</h3>${writeJson(schema)}`,
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeHtml(info.title)} API</title><style>${STYLE}</style></head><body>` +
    `<h1>${escapeHtml(info.title)} ${escapeHtml(info.version)}</h1><p>${escapeHtml(info.description)}</p>` +
    `<p><a href="openapi.json">openapi.json</a></p>${sections.join('')}<h2>Schemas</h2>${schemas.join('')}</body></html>`
  );
}

function writeOperation({
  path,
  method,
  operation,
}: {
  readonly path: string;
  readonly method: string;
  readonly operation: DescribedOperation;
}): string {
  const { operationId, summary, description = '', parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, description: about = '' }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td>${escapeHtml(about)}</td></tr>`,
  );
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p>Body: <code>${escapeHtml(type)}</code></p>${writeJson(schema)}`,
  );
  const answers = Object.entries(responses).map(
    ([status, { description: about }]) => `<tr><td>${status}</td><td>${escapeHtml(about)}</td></tr>`,
  );
  return (
    `<h3 id="${escapeHtml(operationId)}"><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ${escapeHtml(summary)}</h3>` +
    `<p>${escapeHtml(description)}</p><table>${rows.join('')}</table>${bodies.join('')}<table>${answers.join('')}</table>`
  );
}

function writeJson(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}
