import { describe, expect, it } from '@jest/globals';
import { memoryHost, readOnly } from '@fleet/platform';
import { os } from './os.js';

interface Sample {
  /** The lines of `/etc/os-release` that count. */
  readonly release: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** os, os_family, osfullname, osrelease, oscodename, osfinger. */
  readonly expected: readonly [string, string, string, string, string, string];
}

const samples: Readonly<Record<string, Sample>> = {
  'Debian 12': {
    release: {
      ID: 'debian',
      NAME: 'Debian GNU/Linux',
      VERSION_ID: '12',
      VERSION: '12 (bookworm)',
      VERSION_CODENAME: 'bookworm',
      PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
    },
    expected: ['Debian', 'Debian', 'Debian GNU/Linux', '12', 'bookworm', 'Debian-12'],
  },
  'Debian 9': {
    release: {
      ID: 'debian',
      NAME: 'Debian GNU/Linux',
      VERSION_ID: '9',
      VERSION: '9 (stretch)',
      PRETTY_NAME: 'Debian GNU/Linux 9 (stretch)',
    },
    expected: ['Debian', 'Debian', 'Debian GNU/Linux', '9', 'stretch', 'Debian-9'],
  },
  'Raspbian 11': {
    release: {
      ID: 'raspbian',
      ID_LIKE: 'debian',
      NAME: 'Raspbian GNU/Linux',
      VERSION_ID: '11',
      VERSION_CODENAME: 'bullseye',
    },
    expected: ['Raspbian', 'Debian', 'Raspbian GNU/Linux', '11', 'bullseye', 'Raspbian-11'],
  },
  'Ubuntu 22.04': {
    release: {
      ID: 'ubuntu',
      ID_LIKE: 'debian',
      NAME: 'Ubuntu',
      VERSION_ID: '22.04',
      VERSION: '22.04.4 LTS (Jammy Jellyfish)',
      VERSION_CODENAME: 'jammy',
    },
    expected: ['Ubuntu', 'Debian', 'Ubuntu', '22.04', 'jammy', 'Ubuntu-22.04'],
  },
  'Linux Mint 21.3': {
    release: {
      ID: 'linuxmint',
      ID_LIKE: 'ubuntu debian',
      NAME: 'Linux Mint',
      VERSION_ID: '21.3',
      VERSION_CODENAME: 'virginia',
    },
    expected: ['Mint', 'Debian', 'Linux Mint', '21.3', 'virginia', 'Linux Mint-21'],
  },
  'RHEL 8': {
    release: {
      ID: 'rhel',
      ID_LIKE: 'fedora',
      NAME: 'Red Hat Enterprise Linux',
      VERSION_ID: '8.5',
      VERSION: '8.5 (Ootpa)',
      PRETTY_NAME: 'Red Hat Enterprise Linux 8.5 (Ootpa)',
    },
    expected: ['RedHat', 'RedHat', 'Red Hat Enterprise Linux', '8.5', 'Ootpa', 'Red Hat Enterprise Linux-8'],
  },
  'CentOS 7': {
    release: {
      ID: 'centos',
      ID_LIKE: 'rhel fedora',
      NAME: 'CentOS Linux',
      VERSION_ID: '7',
      VERSION: '7 (Core)',
      PRETTY_NAME: 'CentOS Linux 7 (Core)',
    },
    files: { '/etc/centos-release': 'CentOS Linux release 7.9.2009 (Core)\n' },
    expected: ['CentOS', 'RedHat', 'CentOS Linux', '7.9.2009', 'CentOS Linux 7 (Core)', 'CentOS Linux-7'],
  },
  'CentOS Stream 9': {
    release: {
      ID: 'centos',
      ID_LIKE: 'rhel fedora',
      NAME: 'CentOS Stream',
      VERSION_ID: '9',
      VERSION: '9',
      PRETTY_NAME: 'CentOS Stream 9',
    },
    files: { '/etc/centos-release': 'CentOS Stream release 9\n' },
    expected: ['CentOS Stream', 'RedHat', 'CentOS Stream', '9', 'CentOS Stream 9', 'CentOS Stream-9'],
  },
  'Rocky 8': {
    release: {
      ID: 'rocky',
      ID_LIKE: 'rhel centos fedora',
      NAME: 'Rocky Linux',
      VERSION_ID: '8.5',
      VERSION: '8.5 (Green Obsidian)',
      PRETTY_NAME: 'Rocky Linux 8.5 (Green Obsidian)',
    },
    expected: ['Rocky', 'RedHat', 'Rocky Linux', '8.5', 'Rocky Linux 8.5 (Green Obsidian)', 'Rocky Linux-8'],
  },
  'AlmaLinux 8': {
    release: {
      ID: 'almalinux',
      ID_LIKE: 'rhel centos fedora',
      NAME: 'AlmaLinux',
      VERSION_ID: '8.5',
      VERSION: '8.5 (Arctic Sphynx)',
      PRETTY_NAME: 'AlmaLinux 8.5 (Arctic Sphynx)',
    },
    expected: ['AlmaLinux', 'RedHat', 'AlmaLinux', '8.5', 'AlmaLinux 8.5 (Arctic Sphynx)', 'AlmaLinux-8'],
  },
  'Oracle Linux 8': {
    release: {
      ID: 'ol',
      ID_LIKE: 'fedora',
      NAME: 'Oracle Linux Server',
      VERSION_ID: '8.9',
      VERSION: '8.9',
      PRETTY_NAME: 'Oracle Linux Server 8.9',
    },
    expected: ['OEL', 'RedHat', 'Oracle Linux Server', '8.9', 'Oracle Linux Server 8.9', 'Oracle Linux Server-8'],
  },
  'Fedora 39': {
    release: {
      ID: 'fedora',
      NAME: 'Fedora Linux',
      VERSION_ID: '39',
      VERSION: '39 (Server Edition)',
      VERSION_CODENAME: '',
      PRETTY_NAME: 'Fedora Linux 39 (Server Edition)',
    },
    expected: ['Fedora', 'RedHat', 'Fedora Linux', '39', 'Fedora Linux 39 (Server Edition)', 'Fedora Linux-39'],
  },
  'Amazon Linux 2023': {
    release: {
      ID: 'amzn',
      ID_LIKE: 'fedora',
      NAME: 'Amazon Linux',
      VERSION_ID: '2023',
      VERSION: '2023',
      PRETTY_NAME: 'Amazon Linux 2023',
    },
    expected: ['Amazon', 'RedHat', 'Amazon Linux', '2023', 'Amazon Linux 2023', 'Amazon Linux-2023'],
  },
  'openSUSE Leap': {
    release: {
      ID: 'opensuse-leap',
      ID_LIKE: 'suse opensuse',
      NAME: 'openSUSE Leap',
      VERSION_ID: '15.5',
      PRETTY_NAME: 'openSUSE Leap 15.5',
    },
    expected: ['SUSE', 'Suse', 'Leap', '15.5', 'openSUSE Leap 15.5', 'Leap-15'],
  },
  'a distribution that nobody knows, of known kin': {
    release: { ID: 'ownlinux', ID_LIKE: 'debian', NAME: 'Own Linux', VERSION_ID: '3.1', PRETTY_NAME: 'Own Linux 3.1' },
    expected: ['Own Linux', 'Debian', 'Own Linux', '3.1', 'Own Linux 3.1', 'Own Linux-3'],
  },
};

describe('the distribution', () => {
  it.each(Object.entries(samples))('%s', async (_name, { release, files = {}, expected }) => {
    const grains = await os.collect(readOnly(memoryHost({ osRelease: release, files })));
    const [name, family, fullname, version, codename, finger] = expected;
    expect(grains).toMatchObject({
      os: name,
      os_family: family,
      osfullname: fullname,
      osrelease: version,
      osmajorrelease: Number(version.split('.')[0]),
      oscodename: codename,
      osfinger: finger,
      lsb_distrib_id: release['NAME'],
    });
    expect([...(grains['osrelease_info'] as number[])]).toEqual(version.split('.').map(Number));
  });
});
