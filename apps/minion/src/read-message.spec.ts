import { describe, expect, it } from '@jest/globals';
import type { Command } from '@fleet/protocol';
import { messageLimit, readMessage, readSigned } from './read-message.js';

const command: Command = {
  kind: 'command',
  v: 1,
  jid: '20260101000000000001',
  issued: 1,
  epoch: 1,
  expires: 2,
  audience: { everyone: true },
  target: { type: 'glob', expression: '*' },
  function: 'test.ping',
  args: '[]',
  kwargs: '{}',
  operator: 'admin',
};

describe('readSigned', () => {
  const cases: [string, Uint8Array, string][] = [
    ['nothing at all', Buffer.alloc(0), 'malformed'],
    ['no JSON', Buffer.from('hello'), 'malformed'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'malformed'],
    ['a list', Buffer.from('[1]'), 'malformed'],
    ['null', Buffer.from('null'), 'malformed'],
    ['an envelope without a signature', Buffer.from('{"v":1,"kid":"k","text":"t"}'), 'malformed'],
    ['an envelope of another version', Buffer.from('{"v":2,"kid":"k","text":"t","signature":"s"}'), 'malformed'],
    ['fields of wrong types', Buffer.from('{"v":1,"kid":{},"text":"t","signature":"s"}'), 'malformed'],
    ['two megabytes', Buffer.alloc(2 * messageLimit, '['), 'too-large'],
    ['a million open brackets', Buffer.alloc(messageLimit, '['), 'malformed'],
  ];
  it.each(cases)('refuses %s', (_, data, code) => {
    expect(readSigned(data)).toMatchObject({ ok: false, code });
  });

  it('reads an envelope', () => {
    const signed = { v: 1, kid: 'k', text: 't', signature: 's' };
    expect(readSigned(Buffer.from(JSON.stringify(signed)))).toEqual({ ok: true, value: signed });
  });
});

describe('readMessage', () => {
  it('reads a command and a notice', () => {
    expect(readMessage(JSON.stringify(command))).toEqual({ ok: true, value: command });
    const notice = { kind: 'notice', v: 1, issued: 1, expires: 2, audience: { minion: 'U' }, notice: 'report-grains' };
    expect(readMessage(JSON.stringify(notice))).toEqual({ ok: true, value: notice });
  });

  const wrong: [string, unknown][] = [
    ['jid', '../../etc/passwd'],
    ['issued', '1'],
    ['expires', null],
    ['audience', {}],
    ['audience', { minion: 7 }],
    ['target', { type: 'sql', expression: '*' }],
    ['target', { type: 'glob' }],
    ['function', 'ping'],
    ['function', '__proto__'],
    ['destroy', 'yes'],
    ['args', []],
    ['confirmed', 'yes'],
    ['reveal', 'yes'],
    ['reveal', { sealKey: 7 }],
    ['kwargs', undefined],
    ['operator', 1],
    ['revision', '../x'],
    ['kind', 'order'],
  ];
  it.each(wrong)('names the field %s when it is %j', (field, value) => {
    expect(readMessage(JSON.stringify({ ...command, [field]: value }))).toMatchObject({
      ok: false,
      why: `${field} is missing or wrong`,
    });
  });
});
