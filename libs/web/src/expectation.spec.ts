import { describe, expect, it } from '@jest/globals';
import { parseArguments } from '@fleet/arguments';
import { fromPlain, type ValueMap } from '@fleet/values';
import { ExpectedQueryArgs, expectationProblem, unmet } from './expectation.js';

function wish(named: object): ExpectedQueryArgs {
  const parsed = parseArguments(ExpectedQueryArgs, { positional: [], named: fromPlain(named) as ValueMap });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return parsed.want;
}
const answer = { status: 200, reason: 'OK', headers: {}, body: Buffer.from('all is well'), url: 'http://h/' };

describe('what is expected of an answer', () => {
  it.each([
    [{ match: 'is well' }, []],
    [{ match: 'i. well' }, ['the match text "i. well" was not found']],
    [{ match: 'i. well$', match_type: 'pcre' }, []],
    [{ status: 200 }, []],
    [{ status: '200', match: 'all' }, []],
    [{ status: 404 }, ['the status is 200, not 404']],
    [{ status: [201, 204], status_type: 'list' }, ['the status is 200, not 201 or 204']],
    [{ status: [200, 204], status_type: 'list' }, []],
    [{ status: '2..', status_type: 'pcre' }, []],
    [{ status: 500, match: 'bad' }, ['the status is 200, not 500', 'the match text "bad" was not found']],
  ])('%j', (named, sentences) => {
    expect(expectationProblem(wish(named))).toBeUndefined();
    expect(unmet(answer, wish(named))).toEqual(sentences);
  });

  it.each([
    [{ match: '(', match_type: 'pcre' }, /`match` is not a regular expression/],
    [{ status: '(', status_type: 'pcre' }, /`status` is not a regular expression/],
    [{ status: 'OK' }, /100 to 599/],
    [{ status: { a: 1 } }, /100 to 599/],
  ])('refuses %j', (named, says) => expect(expectationProblem(wish(named))).toMatch(says));
});
