import { describe, expect, it } from '@jest/globals';
import { isList, isMap, parseExact } from '@fleet/values';
import type { Call } from '../access/call.js';
import { appliesAllOf } from './applies-all-of.js';

function call(text: string): Call {
  const [name = '', args = '[]', kwargs = '{}'] = text.split(' ');
  const [list, map] = [parseExact(args), parseExact(kwargs)];
  if (!isList(list) || !isMap(map)) throw new Error(`${text} is no call`);
  return { function: name, args: list, kwargs: map };
}

describe('a call applies all that another applies', () => {
  it.each([
    ['state.apply ["web"]', 'state.apply ["web"]', true],
    ['state.apply ["ntp"]', 'state.apply ["web"]', false],
    ['state.apply ["ntp,web"]', 'state.sls ["web"]', true],
    ['state.apply ["web"]', 'state.apply ["ntp,web"]', false],
    ['state.apply', 'state.apply ["web"]', true],
    ['state.highstate', 'state.apply', true],
    ['state.apply ["highstate"]', 'state.highstate', true],
    ['state.apply ["web"]', 'state.highstate', false],
    ['state.apply ["web"] {"saltenv":"dev"}', 'state.apply ["web"]', false],
    ['state.apply ["web"] {"saltenv":"base"}', 'state.apply ["web"]', true],
    ['state.highstate', 'state.apply ["web","dev"]', true],
    ['state.highstate ["dev"]', 'state.apply ["web"]', false],
    ['state.highstate ["dev"]', 'state.apply ["web","dev"]', true],
    ['state.apply ["web"] {"only_id":"conf"}', 'state.apply ["web"]', false],
    ['state.apply ["web"] {"only_id":"conf"}', 'state.apply ["web"] {"only_id":"conf"}', true],
    ['state.apply ["web"]', 'state.apply ["web"] {"only_id":"conf"}', true],
    ['state.apply [] {"exclude":"web"}', 'state.apply ["web"]', false],
    ['state.apply_plan ["20260101000000000000","web"]', 'state.apply ["web"]', true],
    ['state.apply_plan ["20260101000000000000","ntp"]', 'state.apply ["web"]', false],
    ['state.apply_plan ["20260101000000000000"]', 'state.apply ["web"]', true],
    ['state.sls_id ["conf","web"]', 'state.apply ["web"]', false],
    ['state.sls_id ["conf","web"]', 'state.sls_id ["conf","web"]', true],
    ['state.sls_id ["conf","web"]', 'state.sls_id ["unit","web"]', false],
    ['state.sls ["web"]', 'state.sls_id ["conf","web"]', true],
    ['state.top ["one.sls"]', 'state.top ["one.sls"]', true],
    ['state.top ["one.sls"]', 'state.top ["two.sls"]', false],
    ['state.top ["one.sls"]', 'state.highstate', false],
  ])('%s, %s: %s', (one, other, all) => expect(appliesAllOf(call(one), call(other))).toBe(all));
});
