import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const neededBy = [{ state: 'file.managed', name: '/etc/peers' }];

describe('file.accumulated', () => {
  it('gathers each text once, for the template of the file', async () => {
    const host = memoryHost();
    const accumulated = new Map<string, Map<string, string[]>>();
    for (const text of [['b', 1], 'b', 'c'])
      expect(
        await tryState({
          state: 'file.accumulated',
          host,
          neededBy,
          accumulated,
          args: { name: 'peers', filename: '/etc/peers', text },
        }),
      ).toMatchObject({ result: true, changed: [] });
    expect(host.touches).toEqual([]);
    const contents = "{{ accumulator['peers'] | join(',') }}";
    await tryTwice({
      state: 'file.managed',
      host,
      accumulated,
      args: { name: '/etc/peers', contents, template: 'jinja' },
    });
    expect(host.text('/etc/peers')).toBe('b,1,c\n');
  });

  it('adds lines to a block: those of the accumulators that it requires', async () => {
    const host = memoryHost({ files: { '/etc/hosts': 'x\n#s\n#e\n' } });
    const accumulated = new Map([
      [
        '/etc/hosts',
        new Map([
          ['a', ['1']],
          ['b', ['2']],
        ]),
      ],
    ]);
    const args = { name: '/etc/hosts', marker_start: '#s', marker_end: '#e', content: '0', backup: false };
    const state = 'file.blockreplace';
    await tryTwice({ state, host, accumulated, args, required: [{ state: 'file.accumulated', name: 'b' }] });
    expect(host.text('/etc/hosts')).toBe('x\n#s\n0\n2\n#e\n');
    await tryTwice({ state, host, accumulated, args });
    expect(host.text('/etc/hosts')).toBe('x\n#s\n0\n1\n2\n#e\n');
  });

  it('is refused where nothing would see it', async () => {
    const args = { name: 'peers', filename: '/etc/peers', text: 'x' };
    expect(
      await tryState({
        state: 'file.accumulated',
        host: memoryHost(),
        neededBy: [{ state: 'cmd.run', name: 'x' }],
        args,
      }),
    ).toMatchObject({
      result: false,
      comment: expect.stringContaining('require_in'),
    });
  });
});
