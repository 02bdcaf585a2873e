import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parseArguments } from '@fleet/arguments';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { askUntil, lookOnce, sendOnce } from './ask-until.js';
import { PatientQueryArgs } from './expectation.js';
import { questionOf } from './question.js';

const never = new AbortController().signal;

function wish(named: object): PatientQueryArgs {
  const parsed = parseArguments(PatientQueryArgs, { positional: [], named: fromPlain(named) as ValueMap });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return parsed.want;
}

afterEach(() => void jest.useRealTimers());

describe('asking a web server', () => {
  it('once: any status below 400 is good where nothing is expected', async () => {
    const host = memoryHost({ urls: { 'http://h/': 'x', 'http://h/no': 503 } });
    const want = wish({});
    expect(await lookOnce(host, questionOf('http://h/', want), want)).toMatchObject({ problems: [] });
    expect(await lookOnce(host, questionOf('http://h/no', want), want)).toMatchObject({
      answer: { status: 503 },
      problems: ['http://h/no answered 503'],
    });
    const gone = await lookOnce(host, questionOf('http://gone/', want), want);
    expect(gone).toEqual({ problems: ['cannot fetch http://gone/: no such host'] });
  });

  it('until it is as wanted', async () => {
    let times = 0;
    const host = memoryHost({ urls: { 'http://h/': () => ((times += 1) < 3 ? 503 : 'ready') } });
    const want = wish({ match: 'ready', request_interval: '1ms' });
    const asked = await askUntil((now) => lookOnce(host, questionOf('http://h/', now), now), want, never);
    expect([asked.problems, times]).toEqual([[], 3]);
  });

  it('with a last look that is long enough to say what is wrong', async () => {
    const want = wish({ wait_for: '5ms', request_interval: '4ms', timeout: '30s' });
    const limits: number[] = [];
    jest.useFakeTimers();
    const asked = askUntil(async ({ timeout }) => (limits.push(timeout), { problems: ['no'] }), want, never);
    await jest.advanceTimersByTimeAsync(5);
    await asked;
    // At once, after four milliseconds, and when there are none left.
    expect(limits).toEqual([1000, 1000, 1000]);
  });

  it('sends a file of the machine, and is a touch', async () => {
    const bodies: string[] = [];
    const host = memoryHost({
      files: { '/etc/payload': 'data' },
      urls: { 'http://h/': ({ body }) => (bodies.push(body), { status: 201 }) },
    });
    const want = wish({ method: 'POST', data_file: '/etc/payload', status: 201 });
    expect((await sendOnce(host, questionOf('http://h/', want), want)).problems).toEqual([]);
    expect([bodies, host.touches]).toEqual([['data'], ['network.request http://h/']]);
    await expect(sendOnce(host, questionOf('http://h/', want), { ...want, data_file: '/none' })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
