import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const file = '/etc/sysctl.d/99-salt.conf';
const range = '/run/port-range';
const machine = {
  files: {
    [range]: '32768\t60999',
    '/etc/sysctl.conf': '# x\n; y\nkernel.sysrq = 1\n-net/ipv4/ip_forward=1\nnonsense\n',
  },
  commands: [
    {
      command: 'sysctl -a',
      answer: {
        exitCode: 1,
        stdout: 'abi.vsyscall32 = 1\nnet.ipv4.ip_local_port_range = 32768\t60999\nkernel.domainname = \n',
        stderr: "sysctl: permission denied on key 'x'",
      },
    },
    {
      command: /^sysctl -n -- net\.ipv4\.ip_local_port_range$/,
      answer: ({ files }) => ({ stdout: files.text(range) ?? '' }),
    },
    {
      command: /^sysctl -w net\.ipv4\.ip_local_port_range=/,
      answer: async ({ line, files }) => {
        await files.write(range, line.slice(line.indexOf('=') + 1).replace(' ', '\t'));
        return {};
      },
    },
    {
      command: /^sysctl/,
      answer: { exitCode: 255, stderr: 'sysctl: cannot stat /proc/sys/no/such: No such file or directory' },
    },
  ],
} satisfies MemoryMachine;

describe('sysctl', () => {
  specsOf({ machine }, [
    {
      call: 'sysctl.show',
      value: { 'abi.vsyscall32': '1', 'net.ipv4.ip_local_port_range': '32768 60999', 'kernel.domainname': '' },
    },
    {
      call: 'sysctl.show',
      named: { config_file: '/etc/sysctl.conf' },
      value: { 'kernel.sysrq': '1', 'net.ipv4.ip_forward': '1' },
    },
    { call: 'sysctl.show', named: { config_file: '/none' }, refused: ['not-found', /none/] },
    {
      call: 'sysctl.assign',
      positional: ['net.ipv4.ip_local_port_range', '1 2'],
      value: { 'net.ipv4.ip_local_port_range': '1 2' },
    },
    { call: 'sysctl.assign', positional: ['no.such', 1], refused: ['failed', /cannot stat/] },
    { call: 'sysctl.assign', positional: ['--system', 1], refused: ['bad-arguments', /no name of a setting/] },
    { call: 'sysctl.assign', positional: ['a.b', '1\nc.d = 2'], refused: ['bad-arguments', /one line/] },
    { call: 'sysctl.persist', positional: ['no.such', 1], refused: ['failed', /cannot stat/] },
    { call: 'sysctl.persist', positional: ['a.b', 1, 'x.conf'], refused: ['bad-arguments', /not an absolute path/] },
  ]);

  it('keeps a setting for the next boot, once', async () => {
    const host = memoryHost({
      ...machine,
      files: { ...machine.files, [file]: 'a = 1\nnet/ipv4/ip_local_port_range=1 2\n' },
    });
    const given = { positional: ['net.ipv4.ip_local_port_range', '1024 65535'], named: new Map() };
    const call = async () =>
      (await callFunction(functionTable, 'sysctl.persist', given, host, specContext({}, host))).value;
    expect(await call()).toBe('Updated');
    expect(host.text(file)).toBe('a = 1\nnet.ipv4.ip_local_port_range = 1024 65535\n');
    expect(host.text(range)).toBe('1024\t65535');
    host.forgetTouches();
    expect(await call()).toBe('Already set');
    expect(host.touches).toEqual([]);
    await host.files.write(range, '1\t2');
    expect(await call()).toBe('Updated');
  });

  it.each(['ENOSPC', 'EROFS'])('says so where the file cannot be written: %s', async (code) => {
    const host = memoryHost(machine);
    host.refuse('files.write', file, code);
    const given = { positional: ['net.ipv4.ip_local_port_range', '1 2'], named: new Map() };
    const call = callFunction(functionTable, 'sysctl.persist', given, host, specContext({}, host));
    await expect(call).rejects.toMatchObject({ details: { code } });
  });

  it('writes no file anew that it cannot read', async () => {
    const host = memoryHost({ ...machine, files: { ...machine.files, '/etc/own.d': { kind: 'directory' } } });
    const given = { positional: ['net.ipv4.ip_local_port_range', '1 2', '/etc/own.d'], named: new Map() };
    const call = callFunction(functionTable, 'sysctl.persist', given, host, specContext({}, host));
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining('/etc/own.d') });
    expect(host.touches).not.toContain('files.write /etc/own.d');
  });
});
