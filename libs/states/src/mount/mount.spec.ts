import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryHost, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const fstab = `# static file system information
UUID=12-34 / ext4 errors=remount-ro 0 1

/swapfile none swap sw,pri=3 0 0
`;
const root = '25 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n';
const infoFile = '/proc/self/mountinfo';

/** A machine whose mount and umount keep the kernel's table. `type` and options are shown as ext4 of a kernel 6.1 shows them. */
function machine(more: MemoryMachine['files'] = {}, commands: readonly CommandScript[] = []): MemoryHost {
  return memoryHost({
    files: {
      [infoFile]: root,
      '/proc/swaps': 'Filename\tType\tSize\tUsed\tPriority\n',
      '/etc/fstab': fstab,
      '/dev/sdb1': '',
      '/dev/sdc1': '',
      '/dev/disk/by-label/data': { kind: 'symlink', target: '../../sdb1' },
      '/mnt': { kind: 'directory' },
      '/srv/site': { kind: 'directory' },
      ...more,
    },
    commands: [
      ...commands,
      {
        command: /^mount -o (\S+) -t (\S+) -- (\S+) (\S.*)$/,
        answer: async ({ command, files }) => {
          const [, , options = '', , type = '', , device = '', place = ''] = command as readonly string[];
          const words = options.split(',');
          const before = files.text(infoFile) ?? '';
          const others = before
            .split('\n')
            .filter((line) => !words.includes('remount') || !line.includes(` ${place} `));
          const flags = words.filter((word) => /^(ro|noatime|nosuid|noexec)$/.test(word));
          const source = words.includes('bind') ? `254:0 ${device}` : `8:17 /`;
          const shown = words.includes('bind') ? '/dev/vda' : device.startsWith('LABEL=') ? '/dev/sdb1' : device;
          const own = [flags.includes('ro') ? '' : 'rw', ...flags].filter(Boolean).join(',');
          await files.write(
            infoFile,
            `${others.join('\n').trimEnd()}\n99 25 ${source} ${place} ${own} - ${type} ${shown} rw${words.includes('discard') ? ',discard' : ''}\n`,
          );
          return {};
        },
      },
      {
        command: /^umount -- /,
        answer: async ({ command, files }) => {
          const lines = (files.text(infoFile) ?? '').split('\n');
          const at = lines.findLastIndex((line) => line.includes(` ${command[2]} `));
          await files.write(infoFile, lines.filter((_line, index) => index !== at).join('\n'));
          return {};
        },
      },
      { command: 'findfs LABEL=data', answer: '/dev/disk/by-label/data' },
      { command: /^findfs /, answer: { exitCode: 1, stderr: "findfs: unable to resolve 'LABEL=nope'" } },
    ],
  });
}

describe('mount.mounted', () => {
  const state = 'mount.mounted';
  const args = { name: '/mnt/data', device: '/dev/sdb1', fstype: 'ext4', opts: 'noatime,nofail', mkmnt: true };
  const line = '/dev/sdb1\t/mnt/data\text4\tnoatime,nofail\t0\t0\n';

  it('makes the folder, mounts it, writes its line behind the others, and lets systemd read it', async () => {
    const host = machine();
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toEqual({
      mount: true,
      persist: { old: null, new: '/dev/sdb1 /mnt/data ext4 noatime,nofail 0 0' },
    });
    expect(host.text('/etc/fstab')).toBe(fstab + line);
    expect(host.touches).toEqual([
      'files.makeDirectory /mnt/data',
      'commands.run mount -o noatime,nofail -t ext4 -- /dev/sdb1 /mnt/data',
      'files.write /etc/fstab',
      'services.reloadManager',
    ]);
  });

  it('finds a device by its label, through symlinks, and takes options as a list', async () => {
    const host = machine();
    await tryTwice({ state, host, args: { ...args, device: 'LABEL=data', opts: ['noatime', 'nofail'], pass_num: 2 } });
    expect(host.text('/etc/fstab')).toBe(`${fstab}LABEL=data\t/mnt/data\text4\tnoatime,nofail\t0\t2\n`);
  });

  it('remounts what has other options', async () => {
    const host = machine({
      [infoFile]: `${root}99 25 8:17 / /mnt/data rw,relatime - ext4 /dev/sdb1 rw\n`,
      '/etc/fstab': line,
    });
    const done = await tryTwice({ state, host, args: { ...args, opts: 'ro,noatime' } });
    expect(done.changes).toEqual({
      persist: { old: '/dev/sdb1 /mnt/data ext4 noatime,nofail 0 0', new: '/dev/sdb1 /mnt/data ext4 ro,noatime 0 0' },
      remount: { old: 'rw,relatime,rw', new: 'ro,noatime' },
    });
    expect(host.touches).toContain('commands.run mount -o ro,noatime,remount -t ext4 -- /dev/sdb1 /mnt/data');
  });

  it('remounts for an option that is no longer wanted, and for one that the kernel tells nobody, but once', async () => {
    const before = line.replace('noatime,nofail', 'ro');
    const host = machine({
      [infoFile]: `${root}99 25 8:17 / /mnt/data ro - ext4 /dev/sdb1 ro\n`,
      '/etc/fstab': before,
    });
    await tryTwice({ state, host, args: { ...args, opts: 'user_xattr' } });
    expect(host.touches).toContain('commands.run mount -o user_xattr,remount -t ext4 -- /dev/sdb1 /mnt/data');
  });

  it('takes back how times are kept, which a remount leaves alone', async () => {
    const host = machine({
      [infoFile]: `${root}99 25 8:17 / /mnt/data rw,noatime - ext4 /dev/sdb1 rw\n`,
      '/etc/fstab': line,
    });
    await tryTwice({ state, host, args: { ...args, opts: 'defaults' } });
    expect(host.touches).toContain('commands.run mount -o defaults,relatime,remount -t ext4 -- /dev/sdb1 /mnt/data');
  });

  it('without fstab, says what it cannot see', async () => {
    const host = machine({ [infoFile]: `${root}99 25 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n` });
    expect(await tryState({ state, host, args: { ...args, persist: false, opts: 'user_xattr' } })).toMatchObject({
      result: true,
      changed: [],
      warnings: [expect.stringContaining('user_xattr')],
    });
  });

  it.each([
    ['sizes, modes and accounts', 'tmpfs', 'size=512M,mode=0750,uid=deploy', 'size=524288k,mode=750,uid=1000'],
    ['what is meant for mount alone', 'ext4', 'defaults,nofail,_netdev,x-systemd.automount,user,rw,exec,suid', ''],
    ['names that the kernel shows otherwise', 'nfs', 'tcp', 'proto=tcp'],
  ])('takes %s for what the kernel shows of them', async (_what, type, opts, shown) => {
    const host = memoryHost({
      files: {
        [infoFile]: `99 25 8:17 / /mnt/data rw - ${type} x rw,${shown}\n`,
        '/etc/fstab': '',
        '/mnt/data': { kind: 'directory' },
      },
      accounts: { users: [{ name: 'deploy', uid: 1000 }] },
    });
    const trial = { state, host, args: { name: '/mnt/data', device: 'x', fstype: type, opts, persist: false } };
    expect(await tryState(trial)).toMatchObject({ result: true, changed: [], warnings: [] });
  });

  it('binds a folder, and knows it again', async () => {
    const host = machine();
    await tryTwice({ state, host, args: { name: '/mnt', device: '/srv/site', fstype: 'none', opts: 'bind' } });
    expect(host.text(infoFile)).toContain('254:0 /srv/site /mnt');
  });

  it('exchanges another device, and moves the line of the folder', async () => {
    const host = machine({
      [infoFile]: `${root}99 25 8:33 / /mnt/data rw,noatime - ext4 /dev/sdc1 rw\n`,
      '/etc/fstab': fstab + line.replace('sdb1', 'sdc1'),
    });
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toMatchObject({ umount: { old: '/dev/sdc1', new: null }, mount: true });
    expect(host.text('/etc/fstab')).toBe(fstab + line);
    expect(
      await tryState({ state, host, args: { ...args, device: '/dev/sdc1', device_name_regex: '/dev/sd[bc]1' } }),
    ).toMatchObject({
      result: true,
      changed: ['persist'],
    });
  });

  it('leaves a folder in use as it is, and names who uses it', async () => {
    const host = machine(
      {
        [infoFile]: `${root}99 25 8:33 / /mnt/data rw - ext4 /dev/sdc1 rw\n`,
        '/proc/42/cwd': { kind: 'symlink', target: '/mnt/data' },
        '/proc/42/comm': 'postgres\n',
      },
      [{ command: 'umount -- /mnt/data', answer: { exitCode: 32, stderr: 'umount: /mnt/data: target is busy.' } }],
    );
    const answer = await tryState({ state, host, args });
    expect(answer).toMatchObject({ result: false, changed: [] });
    expect(answer.comment).toBe(
      'could not unmount /mnt/data: umount: /mnt/data: target is busy. It is held by postgres (42): stop them first.',
    );
    expect(host.text('/etc/fstab')).toBe(fstab);
  });

  it.each([
    ['a device that does not exist', { device: '/dev/nope' }, /\/dev\/nope does not exist/],
    ['a label that nobody has', { device: 'LABEL=nope' }, /LABEL=nope does not exist/],
    ['a missing folder', { mkmnt: false }, /mkmnt: True/],
    ['a file for a folder', { name: '/etc/fstab' }, /is a file, not a directory/],
    ['a relative path', { name: 'data' }, /not an absolute path/],
    ['a line break in an option', { opts: 'a\n/dev/x / ext4' }, /list of options holds a line break/],
    ['a line break in the device', { device: '/dev/sdb1\n' }, /device holds a line break/],
    ['a missing fstab', { config: '/nope' }, /no file \/nope/],
    ['an unknown field', { match_on: 'colour' }, /not colour/],
    ['another device for /', { name: '/' }, /cannot be exchanged/],
  ])('refuses %s', async (_what, wrong, says) => {
    const host = machine();
    expect(await tryState({ state, host, args: { ...args, ...wrong } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(says),
    });
    expect(host.touches).toEqual([]);
  });

  it('in a dry run, an earlier state may bring the device', async () => {
    expect(
      await tryState({ state, host: machine(), test: true, args: { ...args, device: '/dev/nope' } }),
    ).toMatchObject({
      result: null,
    });
  });

  it.each([
    ['ENOSPC', 'no space left'],
    ['EROFS', 'read-only'],
  ])('tells that fstab cannot be written (%s), and that it is mounted', async (code, words) => {
    const host = machine();
    host.refuse('files.write', '/etc/fstab', code, words);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining(`could not write a line of /etc/fstab: ${words}`),
      changes: { mount: true },
    });
  });

  it('tells nobody a password', async () => {
    const host = machine();
    const answer = await tryState({
      state,
      host,
      test: true,
      args: { name: '/mnt', device: '//nas/share', fstype: 'cifs', opts: 'user=me,password=hunter2' },
    });
    expect(answer.changes['persist']).toEqual({
      old: null,
      new: '//nas/share /mnt cifs user=me,password=<secret> 0 0',
    });
  });

  it('remounts when something it watches changed', async () => {
    const host = machine({ [infoFile]: `${root}99 25 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n` });
    expect(await tryState({ state, host, watch: true, args })).toMatchObject({ result: true, changed: ['remount'] });
    expect(host.touches).toEqual(['commands.run mount -o noatime,nofail,remount -t ext4 -- /dev/sdb1 /mnt/data']);
  });

  it('only writes fstab where it is not to be mounted', async () => {
    const host = machine();
    await tryTwice({ state, host, args: { ...args, mount: false } });
    expect(host.text(infoFile)).toBe(root);
  });

  it('mounts a network file system anew for other options', async () => {
    const host = machine({
      [infoFile]: `${root}99 25 0:50 / /mnt/data rw - nfs nas:/export rw\n`,
      '/mnt/data': { kind: 'directory' },
    });
    await tryTwice({ state, host, args: { name: '/mnt/data', device: 'nas:/export/', fstype: 'nfs', opts: 'ro' } });
    expect(host.touches.slice(0, 2)).toEqual([
      'commands.run umount -- /mnt/data',
      'commands.run mount -o ro -t nfs -- nas:/export/ /mnt/data',
    ]);
  });
});

describe('mount.unmounted', () => {
  const state = 'mount.unmounted';
  const twice = `${root}98 25 8:17 / /mnt rw - ext4 /dev/sdb1 rw\n99 98 8:33 / /mnt rw - ext4 /dev/sdc1 rw\n`;

  it('unmounts what lies over one another, and takes the line away', async () => {
    const host = machine({ [infoFile]: twice, '/etc/fstab': `${fstab}/dev/sdb1 /mnt ext4 defaults 0 0\n# end` });
    const done = await tryTwice({ state, host, args: { name: '/mnt', persist: true } });
    expect(done.changes['persist']).toEqual({ old: '/dev/sdb1 /mnt ext4 defaults 0 0', new: null });
    expect(host.text('/etc/fstab')).toBe(`${fstab}# end`);
    expect(host.text(infoFile)?.trim()).toBe(root.trim());
  });

  it('leaves another device alone', async () => {
    const host = machine({ [infoFile]: twice });
    expect(await tryState({ state, host, args: { name: '/mnt', device: '/dev/sdz' } })).toMatchObject({
      result: true,
      comment: '/dev/sdc1 is mounted there, not /dev/sdz',
    });
  });

  it('refuses /', async () => {
    expect(await tryState({ state, host: machine(), args: { name: '/' } })).toMatchObject({ result: false });
  });
});

describe('mount.swap', () => {
  const state = 'mount.swap';
  const swapon = (device: string): CommandScript => ({
    command: `swapon -- ${device}`,
    answer: async ({ files }) => {
      await files.write('/proc/swaps', `${files.text('/proc/swaps') ?? ''}/dev/sdb1  partition\t8188\t0\t-2\n`);
      return {};
    },
  });

  it('uses it now and at boot', async () => {
    const host = machine({}, [swapon('LABEL=data')]);
    const done = await tryTwice({ state, host, args: { name: 'LABEL=data' } });
    expect(done.changes).toEqual({
      'LABEL=data': { old: 'inactive', new: 'active' },
      persist: { old: null, new: 'LABEL=data none swap defaults 0 0' },
    });
  });

  it('leaves the options of a line that is there', async () => {
    const host = machine({ '/swapfile': '', '/proc/swaps': 'Filename\n/swapfile file 8188 0 -2\n' });
    expect(await tryState({ state, host, args: { name: '/swapfile' } })).toMatchObject({ result: true, changed: [] });
  });

  it('tells what swapon says of a file that is none', async () => {
    const says = { exitCode: 255, stderr: 'swapon: /swapfile: read swap header failed' };
    const host = machine({ '/swapfile': '' }, [{ command: 'swapon -- /swapfile', answer: says }]);
    expect(await tryState({ state, host, args: { name: '/swapfile' } })).toMatchObject({
      result: false,
      comment: 'could not use /swapfile for swap: swapon: /swapfile: read swap header failed',
    });
    expect(await tryState({ state, host, args: { name: '/nope' } })).toMatchObject({
      result: false,
      comment: '/nope does not exist: make it with `mkswap` first',
    });
  });
});

describe('lines of fstab', () => {
  const args = { name: '/dev/sdb1', fs_file: '/srv/my data', fs_vfstype: 'xfs' };
  const blkid = {
    command: 'blkid -p -o export -- /dev/sdb1',
    answer: 'DEVNAME=/dev/sdb1\nLABEL=my\\ data\nUUID=d9f5-84\nTYPE=xfs\n',
  };

  it('are written and taken away, by the tag that blkid tells', async () => {
    const host = machine({}, [blkid]);
    await tryTwice({ state: 'mount.fstab_present', host, args: { ...args, mount_by: 'label' } });
    expect(host.text('/etc/fstab')).toBe(`${fstab}LABEL=my\\040data\t/srv/my\\040data\txfs\tdefaults\t0\t0\n`);
    await tryTwice({
      state: 'mount.fstab_absent',
      host,
      args: { name: args.name, fs_file: args.fs_file, mount_by: 'label' },
    });
    expect(host.text('/etc/fstab')).toBe(fstab);
  });

  it('stay as they are where they are not to be changed', async () => {
    const host = machine({ '/etc/fstab': '/dev/sdb1 /srv/my\\040data ext4 ro 0 0\n' });
    const state = 'mount.fstab_present';
    expect(await tryState({ state, host, args: { ...args, not_change: true } })).toMatchObject({
      result: true,
      changed: [],
    });
    expect(await tryState({ state, host, args: { ...args, mount_by: 'uuid' } })).toMatchObject({ result: false });
    expect(await tryState({ state, host, args: { ...args, name: '/dev/no', mount_by: 'uuid' } })).toMatchObject({
      result: false,
    });
    expect(await tryState({ state, host, args: { ...args, fs_file: 'a\nb' } })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });
});
