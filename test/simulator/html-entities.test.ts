import { MarkupError, parseHtml, toHtml } from '../../src/simulator/html-entities.js';

describe('parseHtml', () => {
  it('turns tags into entities that count UTF-16 units', () => {
    expect(parseHtml('😀<b>کد <code>12</code></b> و <a href="https://x.ir/?a=1&amp;b=2">اینجا</a>')).toEqual({
      text: '😀کد 12 و اینجا',
      entities: [
        { type: 'bold', offset: 2, length: 5 },
        { type: 'code', offset: 5, length: 2 },
        { type: 'text_link', offset: 10, length: 5, url: 'https://x.ir/?a=1&b=2' },
      ],
    });
  });

  it('resolves references and leaves a lone ampersand alone', () => {
    expect(parseHtml('&lt;b&gt; &amp; &quot;&#1587;&#x644;&quot; AT&T &nbsp;').text).toBe(
      '<b> & "سل" AT&T &nbsp;',
    );
  });

  it('keeps the language of a block of code', () => {
    expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 1, language: 'ts' },
    ]);
  });

  it.each([
    ['<b>باز', 'Can\'t find end tag corresponding to start tag "b"'],
    ['سلام <foo>', 'Unsupported start tag "foo" at byte offset 9'],
    ['a < b', 'Unclosed start tag at byte offset 2'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
  ])('refuses %s in Telegram’s words', (html, words) => {
    expect(() => parseHtml(html)).toThrow(new MarkupError(words));
  });
});

describe('toHtml', () => {
  it('writes back what was parsed, escaped', () => {
    const html = '<b>یک <i>دو</i></b> &lt;script&gt; <blockquote>نقل</blockquote><code>a&amp;b</code>';
    expect(toHtml(parseHtml(html))).toBe(html);
  });
});
