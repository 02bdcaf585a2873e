import type { GrainFamily } from './family.js';

const families: Readonly<Record<string, string>> = {
  debian: 'Debian',
  rhel: 'RedHat',
  fedora: 'RedHat',
  suse: 'Suse',
  arch: 'Arch',
  alpine: 'Alpine',
  gentoo: 'Gentoo',
};
const names: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  raspbian: 'Raspbian',
  linuxmint: 'Mint',
  rhel: 'RedHat',
  centos: 'CentOS',
  rocky: 'Rocky',
  almalinux: 'AlmaLinux',
  fedora: 'Fedora',
  amzn: 'Amazon',
  sles: 'SUSE',
  'opensuse-leap': 'Leap',
  arch: 'Arch',
  alpine: 'Alpine',
  gentoo: 'Gentoo',
};

export const os: GrainFamily = {
  name: 'os',
  doc: 'Distribution: os, os_family, osfullname, osrelease, osrelease_info, osmajorrelease, oscodename, osfinger.',
  async collect({ machine }) {
    const release = await machine.osRelease();
    const id = (release.ID ?? 'linux').toLowerCase();
    const kin = [id, ...(release.ID_LIKE ?? '').toLowerCase().split(/\s+/)];
    const name = names[id] ?? release.NAME ?? 'Linux';
    const fullname = release.NAME ?? name;
    const version = release.VERSION_ID ?? '';
    const numbers = version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const [major] = numbers;
    return {
      os: name,
      os_family: kin.map((one) => families[one]).find((family) => family !== undefined) ?? name,
      osfullname: fullname,
      osrelease: version,
      osrelease_info: version === '' ? [] : numbers,
      osmajorrelease: typeof major === 'number' ? major : undefined,
      oscodename: release.VERSION_CODENAME ?? /\(([^)]+)\)/.exec(release.VERSION ?? '')?.[1] ?? release.PRETTY_NAME,
      // Ubuntu's releases differ by month; the others' by their first number.
      osfinger: `${fingerName(name, fullname)}-${name === 'Ubuntu' ? version : String(major ?? '')}`,
    };
  },
};

/** As Salt has it: Debian by its short name (`Debian-12`), the others by their full one (`CentOS Linux-7`). */
function fingerName(name: string, fullname: string): string {
  return name === 'Debian' || name === 'Raspbian' ? name : fullname;
}
