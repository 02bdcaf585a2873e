import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'sysctl.present';
const proc = '/proc/sys/net.ipv4.ip_local_port_range';

function machine(more: MemoryMachine['files'] = {}): ReturnType<typeof memoryHost> {
  return memoryHost({
    files: { [proc]: '32768\t60999', ...more },
    commands: [
      {
        command: 'sysctl -n net.ipv4.ip_local_port_range',
        answer: ({ files }) => ({ stdout: files.text(proc) ?? '' }),
      },
      {
        command: /^sysctl -w net\.ipv4\.ip_local_port_range=/,
        answer: async ({ line, files }) => {
          await files.write(proc, line.slice(line.indexOf('=') + 1));
          return {};
        },
      },
      { command: /^sysctl -n/, answer: { exitCode: 255, stderr: 'cannot stat' } },
    ],
  });
}

describe('sysctl.present', () => {
  const args = { name: 'net.ipv4.ip_local_port_range', value: '1024 65535' };

  it('sets it now and for the next boot', async () => {
    const host = machine();
    const done = await tryTwice({ state, host, args });
    expect(done.changes[args.name]).toEqual({ old: '32768 60999', new: '1024 65535' });
    expect(host.text('/etc/sysctl.d/99-salt.conf')).toBe('net.ipv4.ip_local_port_range = 1024 65535\n');
  });

  it('replaces what the file says of it, however that is written', async () => {
    const config = '/etc/sysctl.conf';
    const host = machine({
      [config]: '# x\nnet/ipv4/ip_local_port_range=1 2\na = 1\nnet.ipv4.ip_local_port_range=3 4\n',
    });
    await tryTwice({ state, host, args: { ...args, config } });
    expect(host.text(config)).toBe('# x\nnet.ipv4.ip_local_port_range = 1024 65535\na = 1\n');
  });

  it('writes nothing that would set something else too', async () => {
    const host = machine();
    const answer = await tryState({ state, host, args: { ...args, value: '1 2\nkernel.core_pattern = |/tmp/x' } });
    expect(answer).toMatchObject({ result: false, comment: 'the value of a setting is one line' });
    expect(host.touches).toEqual([]);
  });

  it('refuses a name that leads out of the settings', async () => {
    const host = machine();
    const answer = await tryState({ state, host, args: { name: 'net/../../../etc/motd', value: 1 } });
    expect(answer).toMatchObject({ result: false, comment: expect.stringContaining('is not the name of a setting') });
    expect(host.touches).toEqual([]);
  });

  it.each(['ENOSPC', 'EROFS'])('tells what was set where the file cannot be written: %s', async (code) => {
    const host = machine();
    host.refuse('files.write', '/etc/sysctl.d/99-salt.conf', code);
    const answer = await tryState({ state, host, args });
    expect(answer).toMatchObject({ result: false, changed: [args.name] });
    expect(answer.comment).toContain('could not write net.ipv4.ip_local_port_range to /etc/sysctl.d/99-salt.conf');
    expect(host.text('/etc/sysctl.d/99-salt.conf')).toBeUndefined();
  });

  it('says what sysctl says of a value that the kernel refuses', async () => {
    const host = memoryHost({
      commands: [
        { command: /^sysctl -n/, answer: '32768\t60999' },
        {
          command: /^sysctl -w/,
          answer: { exitCode: 1, stderr: 'sysctl: setting key "net.ipv4.ip_local_port_range": Invalid argument' },
        },
      ],
    });
    expect(await tryState({ state, host, args: { ...args, value: '9 1' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('Invalid argument'),
      changed: [],
    });
    expect(host.text('/etc/sysctl.d/99-salt.conf')).toBeUndefined();
  });

  it('in a dry run, a module of an earlier state may bring the setting', async () => {
    expect(await tryState({ state, host: machine(), test: true, args: { name: 'no.such', value: 1 } })).toMatchObject({
      result: null,
    });
  });

  it('refuses a setting that the kernel does not have, unless that is fine', async () => {
    const host = machine();
    expect(await tryState({ state, host, args: { name: 'no.such', value: 1 } })).toMatchObject({ result: false });
    expect(await tryState({ state, host, args: { name: 'no.such', value: 1, ignore: true } })).toMatchObject({
      result: true,
      changed: [],
    });
  });
});
