import { describe, expect, it } from '@jest/globals';
import { isDry, scopeOf, whyNoCheck } from './scope.js';

const call = (name: string, args = '[]', kwargs = '{}') => ({ function: name, args, kwargs });

describe('what a run of states looked at', () => {
  it.each([
    [call('state.apply'), 'highstate'],
    [call('state.apply', '[]', '{"test":true,"queue":true}'), 'highstate'],
    [call('state.apply', '["highstate"]'), 'highstate'],
    [call('state.highstate'), 'highstate'],
    [call('state.highstate', '["dev"]'), 'highstate@dev'],
    [call('state.apply', '["a,b"]'), 'a,b'],
    [call('state.apply', '[["a","b"]]'), 'a,b'],
    [call('state.sls', '[]', '{"mods":"a"}'), 'a'],
    [call('state.apply', '["a"]', '{"saltenv":"dev"}'), 'a@dev'],
    [call('state.apply', '["a","dev"]'), 'a@dev'],
    [call('state.apply_plan', '["20260101000000000000"]'), 'highstate'],
    [call('state.apply_plan', '["20260101000000000000","a"]'), 'a'],
    [call('state.apply_plan', '["20260101000000000000","a","dev"]'), 'a@dev'],
    [call('state.sls_id', '["x","a","dev"]'), 'a@dev'],
    [call('state.apply', '["a"]', '{"pillar":{"x":1}}'), undefined],
    [call('state.apply', '["a"]', '{"pillarenv":"dev"}'), undefined],
    [call('state.apply', '["a"]', '{"pillar":null}'), 'a'],
    [call('state.single', '["file.managed","/etc/x"]'), undefined],
    [call('test.ping'), undefined],
    [call('state.apply', '{}'), undefined],
    [call('state.apply', '['), undefined],
  ])('%j: %s', (given, text) => expect(scopeOf(given)?.text).toBe(text));
});

describe('a check for drift', () => {
  it.each([
    [call('state.apply', '[]', '{"test":true}'), undefined],
    [call('state.apply', '[]', '{"test":"True"}'), undefined],
    [call('state.test', '["a"]'), undefined],
    [call('state.highstate', '[]', '{"test":true}'), undefined],
    [call('state.apply'), 'test=True'],
    [call('state.apply', '[]', '{"test":false}'), 'test=True'],
    [call('state.apply', '[]', '{"test":"perhaps"}'), 'test=True'],
    [call('state.apply', '[]', '{"test":true,"pillar":{"a":1}}'), 'pillar cannot be given'],
    [call('state.apply', '[]', '{"test":true,"only_id":"x"}'), 'only_id cannot be given'],
    [call('state.sls_id', '["x","a"]', '{"test":true}'), 'one of'],
    [call('cmd.run', '["id"]', '{"test":true}'), 'one of'],
    [call('state.apply', '{', '{"test":true}'), 'a list and a mapping'],
  ])('%j: %s', (given, why) => {
    const said = whyNoCheck(given);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(why);
  });

  it('is dry', () => expect([isDry(call('state.test')), isDry(call('state.apply'))]).toEqual([true, false]));
});
