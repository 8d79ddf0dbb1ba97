import { parseMultipart } from '../../../src/simulator/bot-api/multipart.js';

const TYPE = 'multipart/form-data; boundary=edge';

function body(...parts: string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `--edge\r\n${part}\r\n`).join('')}--edge--\r\n`);
}

describe('parseMultipart', () => {
  it('reads values and files, quoted or not', () => {
    const form = parseMultipart(
      TYPE,
      body(
        'content-disposition:form-data;name="chat_id"\r\n\r\n5',
        'Content-Disposition: form-data; name="a"; filename="یک \\"دو\\".txt"\r\nContent-Type: text/plain\r\n\r\nx\r\ny',
        'content-disposition:form-data;name="b";filename=سه چهار.pdf\r\ncontent-type:application/octet-stream\r\n\r\n',
      ),
    );
    expect(form?.values).toEqual({ chat_id: '5' });
    expect(form?.uploads).toEqual(
      new Map([
        ['a', { content: Buffer.from('x\r\ny'), fileName: 'یک "دو".txt', mimeType: 'text/plain' }],
        ['b', { content: Buffer.alloc(0), fileName: 'سه چهار.pdf' }],
      ]),
    );
  });

  it('refuses a body that was cut off', () => {
    const whole = body('content-disposition:form-data;name="a"\r\n\r\n5');
    expect(parseMultipart(TYPE, whole)).toBeDefined();
    expect(parseMultipart(TYPE, whole.subarray(0, -10))).toBeUndefined();
    expect(parseMultipart('multipart/form-data', whole)).toBeUndefined();
  });
});
