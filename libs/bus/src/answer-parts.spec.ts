import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headers, type MsgHdrs } from 'nats';
import { AnswerReader, longestAnswer, partsOf, partsTaken } from './answer-parts.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const header = (value: string): MsgHdrs => {
  const told = headers();
  told.set('Fleet-Part', value);
  return told;
};

/** As the client has it: headers are read when somebody asks for them. */
const unreadable = {
  get headers(): MsgHdrs {
    throw new Error('invalid header');
  },
};

describe('what a question says of parts', () => {
  it.each<[string, string | undefined, number]>([
    ['nothing', undefined, 0],
    ['a number', '2000000', 2_000_000],
    ['more than is ever sent', '9999999999', longestAnswer],
    ['more digits than that', '99999999999', 0],
    ['less than nothing', '-1', 0],
    ['a power', '1e9', 0],
    ['nothing but blanks', ' ', 0],
  ])('is heard where it says %s', (_what, told, bytes) => {
    const question = headers();
    if (told !== undefined) question.set('Fleet-Parts', told);
    expect(partsTaken({ headers: question })).toBe(bytes);
  });

  it('is nothing where its headers are none', () => {
    expect(partsTaken(unreadable)).toBe(0);
    expect(partsTaken({})).toBe(0);
  });
});

describe('parts of an answer', () => {
  it('put together are the answer, and each fits with its header', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 5000 }),
        fc.integer({ min: 300, max: 1000 }),
        (data, most) => {
          const reader = new AnswerReader(5000);
          const parts = [...partsOf(data, most)];
          for (const part of parts.slice(0, -1)) {
            expect(part.data.length + part.header.toString().length).toBeLessThanOrEqual(most);
            expect(reader.take({ data: part.data, headers: part.header })).toBeUndefined();
          }
          const last = parts.at(-1) as (typeof parts)[number];
          expect(Buffer.from(reader.take({ data: last.data, headers: last.header }) ?? [])).toEqual(Buffer.from(data));
          // The next answer begins anew.
          expect(reader.take({ data: bytes('{}') })).toEqual(bytes('{}'));
        },
      ),
    );
  });

  it.each<[string, string[], string?]>([
    ['begin in the middle', ['2/3']],
    ['leave one out', ['1/3', '3/3']],
    ['come twice', ['1/3', '1/3']],
    ['change their number', ['1/3', '2/4']],
    ['go past the end', ['4/3']],
    ['break off for another answer', ['1/2', '']],
    ['are numbered with nonsense', ['1/-1']],
    ['are numbered with zero', ['0/0']],
    ['are empty', ['1/9'], ''],
  ])('that %s are not taken for an answer', (_what, told, text = 'x') => {
    const reader = new AnswerReader(1000);
    const all = (): unknown =>
      told.map((value) => reader.take({ data: bytes(text), ...(value !== '' && { headers: header(value) }) }));
    expect(all).toThrow(expect.objectContaining({ code: 'disconnected' }));
  });

  it('are not gathered beyond what an answer may have', () => {
    const reader = new AnswerReader(10);
    reader.take({ data: bytes('12345'), headers: header('1/3') });
    reader.take({ data: bytes('67890'), headers: header('2/3') });
    expect(() => reader.take({ data: bytes('x'), headers: header('3/3') })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });
});
