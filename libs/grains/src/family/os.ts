import { tuple } from '@fleet/values';
import { readText, type GrainFamily } from './family.js';

/** What a distribution calls itself, and what Salt calls it; the longest beginning that fits counts. */
const names: readonly (readonly [beginning: string, os: string, family: string])[] = [
  ['Debian', 'Debian', 'Debian'],
  ['Ubuntu', 'Ubuntu', 'Debian'],
  ['Raspbian', 'Raspbian', 'Debian'],
  ['Linux Mint', 'Mint', 'Debian'],
  ['LMDE', 'LMDE', 'Debian'],
  ['Kali', 'Kali', 'Debian'],
  ['Devuan', 'Devuan', 'Debian'],
  ['Pop!_OS', 'Pop', 'Debian'],
  ['KDE neon', 'KDE neon', 'Debian'],
  ['Red Hat Enterprise Linux', 'RedHat', 'RedHat'],
  ['CentOS Stream', 'CentOS Stream', 'RedHat'],
  ['CentOS', 'CentOS', 'RedHat'],
  ['Rocky', 'Rocky', 'RedHat'],
  ['AlmaLinux', 'AlmaLinux', 'RedHat'],
  ['Oracle', 'OEL', 'RedHat'],
  ['Scientific Linux', 'ScientificLinux', 'RedHat'],
  ['CloudLinux', 'CloudLinux', 'RedHat'],
  ['Fedora', 'Fedora', 'RedHat'],
  ['Amazon Linux', 'Amazon', 'RedHat'],
  ['Alibaba Cloud Linux', 'Alinux', 'RedHat'],
  ['VMware Photon OS', 'VMware Photon OS', 'RedHat'],
  ['SLES', 'SUSE', 'Suse'],
  ['SLED', 'SUSE', 'Suse'],
  ['openSUSE', 'SUSE', 'Suse'],
  ['Arch Linux', 'Arch', 'Arch'],
  ['Manjaro', 'Manjaro', 'Arch'],
  ['Alpine', 'Alpine', 'Alpine'],
  ['Gentoo', 'Gentoo', 'Gentoo'],
  ['Void', 'Void', 'Void'],
];

/** For a distribution that the table does not know, its kin. */
const kinships: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Debian',
  rhel: 'RedHat',
  fedora: 'RedHat',
  centos: 'RedHat',
  suse: 'Suse',
  arch: 'Arch',
  alpine: 'Alpine',
};

/** Those are fingerprinted by their short name. */
const fingerprintedShort = ['Debian', 'Raspbian'];

export const os: GrainFamily = {
  name: 'os',
  doc: 'Distribution: os, os_family, osfullname, osrelease, osrelease_info, osmajorrelease, oscodename, osfinger, lsb_distrib_id, lsb_distrib_release, lsb_distrib_codename.',
  async collect(host) {
    const release = await host.machine.osRelease();
    const fullname = fullNameOf(release.NAME ?? 'Linux');
    const known = names
      .filter(([beginning]) => (release.NAME ?? '').startsWith(beginning))
      .sort(([a], [b]) => b.length - a.length)[0];
    const name = known?.[1] ?? fullname;
    const version = (await exactRelease(host, release.ID)) ?? release.VERSION_ID ?? release.BUILD_ID ?? '';
    const numbers = version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const [major] = numbers;
    const kin = [release.ID ?? '', ...(release.ID_LIKE ?? '').split(/\s+/)].map((one) => kinships[one.toLowerCase()]);
    const codename = codenameOf(release);
    const fingerprinted = fingerprintedShort.includes(name) ? name : fullname;
    return {
      os: name,
      os_family: known?.[2] ?? kin.find((family) => family !== undefined) ?? name,
      osfullname: fullname,
      osrelease: version,
      osrelease_info: tuple(version === '' ? [] : numbers),
      osmajorrelease: typeof major === 'number' ? major : undefined,
      oscodename: codename,
      // Ubuntu's releases differ by month; the others' by their first number.
      osfinger: `${fingerprinted}-${name === 'Ubuntu' ? version : String(major ?? '')}`,
      lsb_distrib_id: release.NAME,
      lsb_distrib_release: release.VERSION_ID,
      lsb_distrib_codename: codename,
    };
  },
};

/** SUSE names its products, the others themselves. */
function fullNameOf(name: string): string {
  return /^openSUSE (\w+)/.exec(name)?.[1] ?? name;
}

function codenameOf(release: Readonly<Record<string, string>>): string | undefined {
  if (release.VERSION_CODENAME) return release.VERSION_CODENAME;
  const words = /\(([^)]+)\)/.exec(release.VERSION ?? '')?.[1];
  // Of the RedHat family only Red Hat's own product goes by the name of its release.
  if (words !== undefined && (release.ID === 'debian' || release.ID === 'rhel')) return words;
  return release.PRETTY_NAME ?? words;
}

/** CentOS says in its os-release only which major release it is. */
async function exactRelease(host: Parameters<GrainFamily['collect']>[0], id = ''): Promise<string | undefined> {
  if (id !== 'centos') return undefined;
  return /release (\d+(?:\.\d+)+)/.exec((await readText(host, '/etc/centos-release')) ?? '')?.[1];
}
