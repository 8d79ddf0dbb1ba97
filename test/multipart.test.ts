import { parseMultipart } from '../src/multipart.js';

const TYPE = 'multipart/form-data; boundary=edge';
const FILE = 'content-disposition:form-data;name="b";filename=b.jpg\r\n\r\nbytes of a file';

function body(...parts: string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `--edge\r\n${part}\r\n`).join('')}--edge--\r\n`);
}

describe('parseMultipart', () => {
  it('reads fields and files in their order, quoted or not', () => {
    const form = parseMultipart(
      TYPE,
      body(
        'content-disposition:form-data;name="chat_id"\r\n\r\n5',
        'Content-Disposition: form-data; name="a"; filename="یک \\"دو\\".txt"\r\nContent-Type: text/plain\r\n\r\nx\r\ny',
        'content-disposition:form-data;name="b";filename=سه چهار.pdf\r\ncontent-type:application/octet-stream\r\n\r\n',
        'Content-Disposition: form-data; name="b"; filename=""\r\n\r\n',
      ),
    );
    expect(form).toEqual({
      isWhole: true,
      parts: [
        { name: 'chat_id', content: Buffer.from('5') },
        { name: 'a', content: Buffer.from('x\r\ny'), fileName: 'یک "دو".txt', mimeType: 'text/plain' },
        {
          name: 'b',
          content: Buffer.alloc(0),
          fileName: 'سه چهار.pdf',
          mimeType: 'application/octet-stream',
        },
        { name: 'b', content: Buffer.alloc(0), fileName: '' },
      ],
    });
  });

  it('says that a body was cut off, wherever that was, and keeps what came whole', () => {
    const whole = body('content-disposition:form-data;name="a"\r\n\r\n5', FILE);
    for (let length = 0; length < whole.length - 4; length += 1) {
      const form = parseMultipart(TYPE, whole.subarray(0, length));
      expect([length, form?.isWhole]).toEqual([length, false]);
      expect(['', 'a', 'a,b']).toContain(form?.parts.map(({ name }) => name).join());
    }
    expect(parseMultipart(TYPE, whole)?.isWhole).toBe(true);
    expect(parseMultipart(TYPE, whole.subarray(0, -30))?.parts).toEqual([
      { name: 'a', content: Buffer.from('5') },
    ]);
    expect(parseMultipart('multipart/form-data', whole)).toBeUndefined();
  });

  it('reads no more parts than a form has', () => {
    const form = parseMultipart(TYPE, body(...Array.from({ length: 1_000 }, () => FILE)));
    expect([form?.isWhole, form?.parts.length]).toEqual([false, 200]);
  });
});
