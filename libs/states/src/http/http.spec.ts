import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState } from '../try-state.js';

const urls = {
  'http://h/health': 'all is well',
  'http://h/bad?token=abc': 500,
  'http://h/deploy': ({ method, body }: { method: string; body: string }) => ({
    status: method === 'POST' ? 202 : 405,
    body,
  }),
};

describe('http.query', () => {
  it.each([
    [{ name: 'http://h/health', status: 200, match: 'well' }, true, 'http://h/health answered 200, as expected'],
    [
      { name: 'x', url: 'http://h/health', match: '^all', match_type: 'pcre' },
      true,
      'http://h/health answered 200, as expected',
    ],
    [{ name: 'http://h/health', match: 'ill' }, false, 'http://h/health: the match text "ill" was not found'],
    [{ name: 'http://h/bad?token=abc', status: 200 }, false, 'http://h/bad: the status is 500, not 200'],
    [{ name: 'http://gone/', status: 200 }, false, 'http://gone/: cannot fetch http://gone/: no such host'],
    [{ name: 'http://h/health' }, false, 'say with `match` or `status` what the answer has to be'],
    [{ name: 'health', status: 200 }, false, 'the address must begin with http:// or https://'],
    [
      { name: 'http://h/health', status: 200, data: 'x' },
      false,
      'GET sends no data; choose another method, such as POST',
    ],
    [{ name: 'http://h/health', match: '(', match_type: 'pcre' }, false, /not a regular expression/],
  ])('%j', async (args, result, comment) => {
    const host = memoryHost({ urls });
    const answer = await tryState({ state: 'http.query', host, args });
    expect(answer).toMatchObject({ result, changed: [] });
    expect(answer.comment).toMatch(comment);
    expect(host.touches).toEqual([]);
  });

  it('in a dry run looks once, and takes into account what an earlier state may do', async () => {
    const ask = (name: string) =>
      tryState({ state: 'http.query', host: memoryHost({ urls }), test: true, args: { name, status: 200 } });
    expect(await ask('http://h/health')).toMatchObject({ result: true });
    expect(await ask('http://h/bad?token=abc')).toMatchObject({ result: null });
  });

  it('sends what may change something only when it is applied', async () => {
    const host = memoryHost({ urls });
    const trial = {
      state: 'http.query',
      host,
      args: { name: 'http://h/deploy', method: 'POST', data: 'v2', status: 202, match: 'v2' },
    };
    expect(await tryState({ ...trial, test: true })).toMatchObject({ result: null });
    expect(host.touches).toEqual([]);
    expect(await tryState(trial)).toMatchObject({ result: true, changes: { 'http://h/deploy': { method: 'POST' } } });
    expect(host.touches).toEqual(['network.request http://h/deploy']);
    expect(await tryState({ ...trial, args: { ...trial.args, status: 200 } })).toMatchObject({
      result: false,
      comment: 'could not send POST to http://h/deploy: the status is 202, not 200',
    });
  });
});

describe('http.wait_for_successful_query', () => {
  const state = 'http.wait_for_successful_query';

  it('asks until the answer is as expected', async () => {
    let times = 0;
    const host = memoryHost({ urls: { 'http://h/': () => ((times += 1) < 3 ? 503 : 'ready') } });
    const args = { name: 'http://h/', status: 200, request_interval: '1ms' };
    expect(await tryState({ state, host, args })).toMatchObject({ result: true, changed: [] });
    expect(times).toBe(3);
  });

  it('gives up, and says what was wrong at last', async () => {
    const args = { name: 'http://h/bad?token=abc', wait_for: '5ms', request_interval: '1ms' };
    const answer = await tryState({ state, host: memoryHost({ urls }), args });
    expect(answer).toMatchObject({
      result: false,
      comment: expect.stringMatching(/answered 500.* \(waited 0.005 s\)/),
    });
  });

  it('asks once in a dry run', async () => {
    let times = 0;
    const host = memoryHost({ urls: { 'http://h/': () => ((times += 1), 503) } });
    expect(await tryState({ state, host, test: true, args: { name: 'http://h/', wait_for: '1h' } })).toMatchObject({
      result: null,
    });
    expect(times).toBe(1);
  });

  it('does not repeat what may change something', async () => {
    const answer = await tryState({
      state,
      host: memoryHost({ urls }),
      args: { name: 'http://h/deploy', method: 'POST' },
    });
    expect(answer).toMatchObject({ result: false, comment: expect.stringContaining('use http.query') });
  });
});
