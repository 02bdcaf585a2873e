import { describe, expect, it } from '@jest/globals';
import { float, int, type Value } from '@fleet/values';
import { fitsPattern } from './argument-pattern.js';

describe('a pattern of an argument', () => {
  const cases: [string | number | boolean, Value, boolean][] = [
    ['cortensord*', 'cortensord', true],
    ['cortensord*', 'cortensord.nodes', true],
    ['cortensord*', 'cortensord@node_01', true],
    // A comma is a second SLS.
    ['cortensord*', 'cortensord,other', false],
    ['cortensord*', 'cortensord other', false],
    ['cortensord*', 'xcortensord', false],
    ['cortensord*', ['cortensord', 'cortensord.nodes'], true],
    ['cortensord*', ['cortensord', 'other'], false],
    ['cortensord*', [['cortensord']], false],
    ['cortensord*', [], false],
    ['cortensord*', null, false],
    ['cortensord*', true, false],
    ['cortensord*', new Map<Value, Value>([['cortensord', 1]]), false],
    // A second command, a substitution, a new line.
    ['systemctl status *', 'systemctl status nginx', true],
    ['systemctl status *', 'systemctl status nginx; reboot', false],
    ['systemctl status *', 'systemctl status $(reboot)', false],
    ['systemctl status *', 'systemctl status `reboot`', false],
    ['systemctl status *', 'systemctl status a\nreboot', false],
    ['systemctl status *', 'systemctl status a | sh', false],
    // Out of the folder.
    ['/var/log/*', '/var/log/syslog', true],
    ['/var/log/*', '/var/log/../../etc/shadow', false],
    ['/var/log/*', '/var/log/..', false],
    ['/var/log/*', '/var/log/a..b', true],
    ['/var/log/**', '/var/log/../../etc/shadow', true],
    ['**', null, true],
    ['**', new Map(), true],
    ['a?c', 'abc', true],
    ['a?c', 'a,c', false],
    ['a.c', 'abc', false],
    ['a(b', 'a(b', true],
    ['5', int(5n), true],
    [5, int(5n), true],
    [5, '5', false],
    [5, float(5.5), false],
    [true, true, true],
    // What a minion may read as true or not is not what the rule says.
    [true, 'true', false],
    [true, 'True', false],
    [false, null, false],
  ];
  it.each(cases)('%j against %j: %j', (pattern, value, expected) => {
    expect(fitsPattern(pattern, value)).toBe(expected);
  });

  it('is compared in bounded time, whatever it holds', () => {
    const pattern = '*a'.repeat(40);
    expect(fitsPattern(pattern, `${'a'.repeat(20_000)}b`)).toBe(false);
    expect(fitsPattern('*', 'a'.repeat(70_000))).toBe(false);
  });
});
