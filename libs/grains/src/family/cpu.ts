import type { GrainFamily } from './family.js';
import { readText } from './family.js';

/** Debian's names of architectures, which its packages and most download pages use. */
const debianNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'armhf',
  armv6l: 'armel',
  i686: 'i386',
  i386: 'i386',
  ppc64le: 'ppc64el',
  riscv64: 'riscv64',
  s390x: 's390x',
};

export const cpu: GrainFamily = {
  name: 'cpu',
  doc: 'Processor: cpuarch, osarch, num_cpus, cpu_model, cpu_flags, hardware_virtualization.',
  async collect(host) {
    const { machine } = host.machine.kernel;
    const cpus = host.machine.cpus();
    const release = await host.machine.osRelease();
    const debian = [release.ID, release.ID_LIKE].join(' ').includes('debian') || release.ID === 'ubuntu';
    const flags =
      /^(?:flags|Features)\s*:\s*(.*)$/m.exec((await readText(host, '/proc/cpuinfo')) ?? '')?.[1]?.split(/\s+/) ?? [];
    return {
      cpuarch: machine,
      osarch: debian ? (debianNames[machine] ?? machine) : machine,
      num_cpus: cpus.length,
      cpu_model: cpus[0]?.model.trim() ?? 'Unknown',
      cpu_flags: flags,
      hardware_virtualization: flags.includes('vmx') ? 'vmx' : flags.includes('svm') ? 'svm' : undefined,
    };
  },
};
