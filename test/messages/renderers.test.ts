import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { stripHtml } from '../../src/text/html.js';
import { READERS, renderersIn, type Subject, subjectsWith } from './every-renderer.js';

const RENDERERS = renderersIn('fa');
/** Short words: what somebody has written may say anything. */
const subjects = subjectsWith('کوتاه');
/** These render no sentence of their own: a list, a warning to whoever tells of danger, and a part of a notice. */
const OTHERS = ['renderList', 'renderRejection', 'renderWarning'];

it('has every renderer of src/messages, so that none is left out of what follows', () => {
  const folder = join(packageRoot, 'src/messages');
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^export function (render\w+)/gm)].flatMap(
        ([, name]) => name ?? [],
      ),
    );
  expect(names.sort()).toEqual([...Object.keys(RENDERERS), ...OTHERS].sort());
});

const all = Object.entries(RENDERERS).flatMap(([name, by]) =>
  READERS.flatMap((reader) => {
    const render = by[reader];
    return render === undefined ? [] : [{ name, reader, texts: textsOf(render) }];
  }),
);

/** The different texts that a renderer makes of every event in every stage. */
function textsOf(render: (subject: Subject) => string | undefined): readonly string[] {
  return [...new Set(subjects.flatMap((subject) => render(subject) ?? []))].map(stripHtml);
}

it.each(all)('$name says to a $reader whole sentences alone', ({ texts }) => {
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts)
    expect(text).not.toMatch(/\{\{|undefined|null|Invalid Date|\b[a-z]+\.[a-z]+\.[a-z]+/);
});

/** Words by which a filer is told what they may do: nobody else may do it. */
const RIGHTS = /(?:می‌توانید|فرصت دارید).{0,12}(?:نمره|اعتراض)|مشکل شما را حل کرد|مشکل حل نشده است، تا/;
const READ_OUT = 'renderCase operator';

it.each(all.filter(({ reader }) => reader !== 'filer'))(
  '$name never tells a $reader of rights that only the filer has',
  ({ name, reader, texts }) => {
    if (`${name} ${reader}` === READ_OUT) return;
    expect(texts.filter((text) => RIGHTS.test(text))).toEqual([]);
  },
);

it('tells the filer of these rights, so that the words that are looked for are those that are said', () => {
  const told = all.filter(
    ({ reader, texts }) => reader === 'filer' && texts.some((text) => RIGHTS.test(text)),
  );
  expect(told.map(({ name }) => name)).toEqual(['renderStatus', 'renderNotice', 'renderShort']);
});
