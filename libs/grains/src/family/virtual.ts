import type { HostView } from '@fleet/platform';
import { readText, type GrainFamily } from './family.js';

/** What firmware calls itself, and what Salt calls that. */
const machines: readonly (readonly [RegExp, string])[] = [
  [/VMware/i, 'VMware'],
  [/VirtualBox|innotek/i, 'VirtualBox'],
  [/Hyper-V|Virtual Machine.*Microsoft|Microsoft Corporation.*Virtual/is, 'VirtualPC'],
  [/Parallels/i, 'Parallels'],
  [/bhyve/i, 'bhyve'],
  [/Xen/i, 'xen'],
  [/Amazon EC2/i, 'Nitro'],
  [/QEMU|KVM|Bochs|RHEV|oVirt|OpenStack|DigitalOcean|Google|Hetzner|Scaleway/i, 'kvm'],
];

export const virtual: GrainFamily = {
  name: 'virtual',
  doc: 'What the machine is: virtual (`physical`, `kvm`, `container`, …), virtual_subtype, manufacturer, productname.',
  async collect(host) {
    const [manufacturer, productname, bios] = await Promise.all(
      ['sys_vendor', 'product_name', 'bios_vendor'].map((name) => readText(host, `/sys/class/dmi/id/${name}`)),
    );
    const known = { manufacturer: manufacturer || undefined, productname: productname || undefined };
    const container = await containerKind(host);
    if (container) return { ...known, virtual: 'container', virtual_subtype: container };

    const firmware = [manufacturer, productname, bios].join('\n');
    const machine = machines.find(([pattern]) => pattern.test(firmware))?.[1];
    if (machine) return { ...known, virtual: machine };
    const hypervisor = await readText(host, '/sys/hypervisor/type');
    if (hypervisor) return { ...known, virtual: hypervisor };
    // Small virtual machines (microVMs) have no firmware tables, but their processor says that it is not alone.
    const guest = /^flags\s*:.*\bhypervisor\b/m.test((await readText(host, '/proc/cpuinfo')) ?? '');
    return { ...known, virtual: guest ? 'kvm' : 'physical' };
  },
};

async function containerKind(host: HostView): Promise<string | undefined> {
  if (await host.files.stat('/.dockerenv')) return 'Docker';
  if (await host.files.stat('/run/.containerenv')) return 'Podman';
  // Where PID 1 was told so by whoever made the container; systemd repeats it in the file.
  const environment = await readText(host, '/proc/1/environ');
  const told =
    (await readText(host, '/run/systemd/container')) ?? /(?:^|\0)container=([^\0]+)/.exec(environment ?? '')?.[1];
  if (told) return { lxc: 'LXC', 'systemd-nspawn': 'systemd-nspawn', docker: 'Docker', podman: 'Podman' }[told] ?? told;
  if ((await host.files.stat('/proc/vz')) && !(await host.files.stat('/proc/bc'))) return 'OpenVZ';
  const groups = (await readText(host, '/proc/1/cgroup')) ?? '';
  if (/kubepods/.test(groups)) return 'Kubernetes Pod';
  return /\/docker[/-]/.test(groups) ? 'Docker' : /\/lxc[/.]/.test(groups) ? 'LXC' : undefined;
}
