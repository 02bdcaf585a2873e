import { describe, expect, it } from '@jest/globals';
import { nearMatch } from './near-match.js';

const names = [
  'file.managed',
  'file.directory',
  'file.absent',
  'pkg.installed',
  'pkg.latest',
  'pip.installed',
  'service.running',
  'service.dead',
  'cmd.run',
  'user.present',
  'git.latest',
];
const words = [
  'require',
  'require_in',
  'watch',
  'watch_in',
  'onchanges',
  'name',
  'mode',
  'user',
  'id',
  'upper',
  'port',
];

describe('the name that was probably meant', () => {
  it.each([
    ['file.manged', 'file.managed'],
    ['file.mangaed', 'file.managed'],
    ['file.manage', 'file.managed'],
    ['FILE.MANAGED', 'file.managed'],
    ['files.managed', 'file.managed'],
    ['fiel.managed', 'file.managed'],
    ['file_managed', 'file.managed'],
    ['pkg.install', 'pkg.installed'],
    ['pkgs.instaled', 'pkg.installed'],
    ['service.runing', 'service.running'],
    ['cmd.rum', 'cmd.run'],
    ['cdm.run', 'cmd.run'],
    ['usr.present', 'user.present'],
  ])('of a function: %s is %s', (word, meant) => expect(nearMatch(word, names)).toBe(meant));

  it.each([
    ['requires', 'require'],
    ['requried_in', 'require_in'],
    ['onchange', 'onchanges'],
    ['whatch', 'watch'],
    ['Name', 'name'],
    ['mod', 'mode'],
    ['uper', 'upper'],
    ['di', 'id'],
    ['prot', 'port'],
    ['nmae', 'name'],
    ['anme', 'name'],
  ])('of a word: %s is %s', (word, meant) => expect(nearMatch(word, words)).toBe(meant));

  it.each([
    // Something else, or the opposite.
    'file.present',
    'user.absent',
    'service.started',
    'npm.installed',
    'xyz',
    'ix',
    '',
    'a',
    // The word itself.
    'cmd.run',
  ])('%j is none of them', (word) => expect(nearMatch(word, names)).toBeUndefined());

  it.each([
    ['node-07', ['node-08', 'node-70']],
    ['/etc/x1.conf', ['/etc/x2.conf']],
    ['is', ['id', 'in']],
    ['list', ['listen']],
    ['user', ['users_in', 'uses_in']],
    ['cat', ['dog', 'rat']],
  ])('%s is none of %j', (word, candidates) => expect(nearMatch(word, candidates)).toBeUndefined());

  it('is the nearest of several, and the first of equals', () => {
    expect(nearMatch('wacth', ['match', 'watches', 'watch'])).toBe('watch');
    expect(nearMatch('cortensor', ['cortensord', 'cortensors'])).toBe('cortensord');
  });

  it('is found among many long names', () => {
    const long = Array.from({ length: 20_000 }, (_, index) => `/srv/${'deep/'.repeat(30)}file-${index}-end`);
    expect(nearMatch(`/srv/${'deep/'.repeat(30)}fiel-777-end`, long)).toMatch(/file-\d+-end$/);
  });
});
