import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '@fleet/arguments';
import { fromPlain, type ValueMap } from '@fleet/values';
import { QueryArgs } from './query.args.js';
import { questionOf, type Question } from './question.js';

function asked(named: object, url = 'https://example.org/a'): Question {
  const parsed = parseArguments(QueryArgs, { positional: [], named: fromPlain(named) as ValueMap });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return questionOf(url, parsed.want);
}

describe('a question', () => {
  it('is a GET that says who asks', () => {
    expect(asked({})).toEqual({
      url: 'https://example.org/a',
      method: 'GET',
      headers: { 'User-Agent': 'fleet' },
      body: undefined,
    });
  });

  it.each([
    ['params', { params: { q: 'a b&c', n: 1 } }, { url: 'https://example.org/a?q=a+b%26c&n=1' }],
    ['a text', { method: 'post', data: 'x=1' }, { method: 'POST', body: 'x=1' }],
    [
      'a mapping as a form',
      { method: 'POST', data: { a: 'b c', d: true } },
      {
        body: 'a=b+c&d=True',
        headers: { 'User-Agent': 'fleet', 'Content-Type': 'application/x-www-form-urlencoded' },
      },
    ],
    [
      'a mapping as JSON',
      { method: 'PUT', data: { a: [1, null] }, header_dict: { 'content-type': 'application/json' } },
      { body: '{"a":[1,null]}', headers: { 'User-Agent': 'fleet', 'content-type': 'application/json' } },
    ],
    [
      'headers as lines, and a password',
      { header_list: ['Accept: text/plain'], username: 'me', password: 'x:y' },
      { headers: { 'User-Agent': 'fleet', Accept: 'text/plain', Authorization: 'Basic bWU6eDp5' } },
    ],
  ])('with %s', (_case, named, expected) => expect(asked(named)).toMatchObject(expected));

  it.each([
    [{ data: 'x' }, /GET sends no data/],
    [{ method: 'POST', data: 'x', data_file: '/x' }, /both given/],
    [{ method: 'PO ST' }, /must be a word/],
    [{ method: 'POST', data: ['a'] }, /only as JSON/],
    [{ method: 'POST', data: { a: 1 }, header_dict: { 'Content-Type': 'text/plain' } }, /not as text\/plain/],
    [{ header_dict: { A: 'b\r\nHost: evil' } }, /must be one line/],
    [{ header_dict: { 'A\nB': 'b' } }, /no header may have/],
    [{ header_list: ['nonsense'] }, /Name: value/],
  ])('refuses %j', (named, says) => expect(() => asked(named)).toThrow(says));

  it('names the way out for what Salt takes and we do not', () => {
    expect(() => asked({ text_out: '/tmp/x' })).toThrow(/file\.managed/);
  });
});
