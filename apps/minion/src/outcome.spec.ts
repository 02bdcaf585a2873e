import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { exitCodes, type Return } from '@fleet/protocol';
import { interruptedReturn, returnLimit, returnMessage } from './outcome.js';

const job = { jid: '20260101000000000001', function: 'cmd.run' };
const about = { minion: 'web1', started: 5, duration: 6 };

describe('a return', () => {
  it('carries the value exactly', () => {
    const value = new Map([['wei', 123456789012345678901234567890n]]);
    expect(returnMessage(job, { value, retcode: 0 }, about)).toMatchObject({
      value: '{"wei":123456789012345678901234567890}',
      success: true,
    });
  });

  it('of a failing function is no success', () => {
    expect(returnMessage(job, { value: 'no', retcode: 1, out: 'txt' }, about)).toMatchObject({
      retcode: 1,
      success: false,
      out: 'txt',
    });
  });

  it('that does not fit on the bus says so, and how the function ended', () => {
    const message = returnMessage(job, { value: ['x'.repeat(returnLimit)], retcode: 0 }, about);
    expect(message.value).toBeUndefined();
    expect(message).toMatchObject({
      success: false,
      retcode: exitCodes.failed,
      fault: { code: 'too-large', details: { retcode: 0 } },
    });
  });

  it.each([
    ['tells what came of each, without what changed', 20, true],
    ['tells that alone, where there are too many', 60_000, false],
  ])('of states that do not fit %s', (_how, count, told) => {
    const chunk = new Map<string, unknown>([
      ['result', true],
      ['comment', 'updated'],
      ['changes', new Map([['diff', 'x'.repeat((2 * returnLimit) / count)]])],
    ]);
    const value = new Map(Array.from({ length: count }, (_, number) => [`tag ${number}`, chunk] as const)) as never;
    const message = returnMessage({ ...job, function: 'state.apply' }, { value, retcode: 0, out: 'highstate' }, about);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(returnLimit);
    expect(message).toMatchObject({
      ...{ success: false, retcode: exitCodes.failed, out: 'highstate' },
      fault: {
        code: 'too-large',
        message: expect.stringMatching(/at most 983040 can be sent: what changed is left out; /),
      },
    });
    const shown = message.value === undefined ? undefined : (JSON.parse(message.value) as Record<string, unknown>);
    expect(shown?.['tag 19']).toEqual(told ? { result: true, comment: 'updated', changes: {} } : undefined);
  });

  it.each(['x', '\u0001', '鍵', '"'])(
    'of a text of %j that does not fit keeps its beginning and its end',
    (character) => {
      const value = `first ${character.repeat(returnLimit)} last`;
      const message = returnMessage(job, { value, retcode: 0 }, about);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(returnLimit);
      expect(message.success).toBe(true);
      expect(JSON.parse(message.value ?? '')).toMatch(/^first .*characters left out.* last$/s);
    },
  );

  it('carries what was sealed for who may see secrets, where both fit', () => {
    const revealed = { sealed: 'S'.repeat(1000), key: 'U' };
    expect(returnMessage(job, { value: '***', retcode: 0, revealed }, about)).toMatchObject({
      value: '"***"',
      revealed,
    });
    const large = { sealed: 'S'.repeat(returnLimit - 1000), key: 'U' };
    const message = returnMessage(job, { value: 'x'.repeat(2000), retcode: 0, revealed: large }, about);
    expect(message.revealed).toEqual({ withheld: expect.stringContaining(String(returnLimit)) });
    expect(message.value).toBe(JSON.stringify('x'.repeat(2000)));
  });

  const said = ({ said: last }: Return): string | undefined =>
    last && `${last.start}: ${inflateRawSync(Buffer.from(last.deflated, 'base64')).toString('utf8')}`;

  it('takes along what the job said last: the newest of it, from the beginning of a line', () => {
    const line = `${'é'.repeat(499)}\n`;
    const about300 = { ...about, said: { start: 10, text: line.repeat(300) } };
    expect(said(returnMessage(job, { value: 'yes', retcode: 0 }, about300))).toBe(
      `${10 + 38 * 999}: ${line.repeat(262)}`,
    );
    const little = { ...about, said: { start: 0, text: 'one\n' } };
    expect(said(returnMessage(job, { value: 'yes', retcode: 0 }, little))).toBe('0: one\n');
    const noise = { ...about, said: { start: 0, text: randomBytes(400).toString('hex') } };
    const full = returnMessage(job, { value: 'x'.repeat(returnLimit - 250), retcode: 0 }, noise);
    expect([full.success, said(full)]).toEqual([true, undefined]);
  });

  it('of an interrupted job is never a success', () => {
    const message = interruptedReturn({ ...job, started: 100 }, 'web1', 40);
    expect(message).toMatchObject({
      success: false,
      retcode: exitCodes.aborted,
      duration: 0,
      fault: { code: 'interrupted' },
    });
  });

  it('of an interrupted job tells what it had done or said', () => {
    const done = new Map([['file_|-a_|-/a_|-managed', new Map([['result', true]])]]);
    expect(interruptedReturn({ ...job, started: 1, done }, 'web1', 40)).toMatchObject({
      value: '{"file_|-a_|-/a_|-managed":{"result":true}}',
      out: 'highstate',
      fault: { code: 'interrupted' },
    });
    expect(interruptedReturn({ ...job, started: 1, said: { start: 4, text: 'one\ntwo\n' } }, 'web1', 40)).toMatchObject(
      {
        value: '"one\\ntwo\\n"',
        out: 'txt',
        success: false,
      },
    );
  });

  it.each([
    ['without what changed', 1, { changes: {} }],
    ['not at all, where there is too much of it', 20_000, undefined],
  ])('of an interrupted job whose results do not fit tells them %s', (_how, count, found) => {
    const chunk = new Map<string, unknown>([
      ['result', true],
      ['comment', 'x'.repeat(60)],
      ['changes', new Map([['diff', 'x'.repeat(returnLimit / count)]])],
    ]);
    const done = new Map(Array.from({ length: count }, (_, number) => [`tag ${number}`, chunk] as const)) as never;
    const message = interruptedReturn({ ...job, started: 1, done }, 'web1', 40);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(returnLimit);
    expect(message.fault?.code).toBe('interrupted');
    const value = message.value === undefined ? undefined : (JSON.parse(message.value) as Record<string, unknown>);
    if (found) expect(value?.['tag 0']).toMatchObject(found);
    else expect(value).toBeUndefined();
  });
});
