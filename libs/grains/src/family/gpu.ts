import type { HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { listNames, readText, type GrainFamily } from './family.js';

const vendors: Readonly<Record<string, string>> = {
  '0x10de': 'nvidia',
  '0x1002': 'amd',
  '0x8086': 'intel',
  '0x15ad': 'vmware',
  '0x1af4': 'virtio',
  '0x1013': 'cirrus',
  '0x1a03': 'aspeed',
  '0x1234': 'qemu',
};

export const gpu: GrainFamily = {
  name: 'gpu',
  doc: 'Graphics processors: gpus (a list of vendor and model) and num_gpus.',
  async collect(host) {
    const drivers = '/proc/driver/nvidia/gpus';
    const models = new Map<string, string>();
    for (const slot of await listNames(host, drivers)) {
      const model = /^Model:\s*(.+)$/m.exec((await readText(host, `${drivers}/${slot}/information`)) ?? '')?.[1];
      if (model) models.set(slot, model.trim());
    }
    const named = async (vendor: string, device: string): Promise<string> =>
      (await pciName(host, vendor, device)) ?? device;
    const gpus: Value[] = [];
    for (const slot of await listNames(host, '/sys/bus/pci/devices')) {
      const device = `/sys/bus/pci/devices/${slot}`;
      // PCI class 03: display controllers.
      if (!(await readText(host, `${device}/class`))?.startsWith('0x03')) continue;
      const [vendor = '', id = ''] = await Promise.all([
        readText(host, `${device}/vendor`),
        readText(host, `${device}/device`),
      ]);
      gpus.push(
        new Map<Value, Value>([
          ['vendor', vendors[vendor] ?? vendor],
          ['model', models.get(slot) ?? (await named(vendor, id))],
        ]),
      );
      models.delete(slot);
    }
    // A container may see the driver and not the bus.
    for (const model of models.values())
      gpus.push(
        new Map<Value, Value>([
          ['vendor', 'nvidia'],
          ['model', model],
        ]),
      );
    return { gpus, num_gpus: gpus.length };
  },
};

/** The list that `lspci` reads: a vendor at the beginning of a line, its devices below it behind a tab. */
async function pciName(host: HostView, vendor: string, device: string): Promise<string | undefined> {
  const list = (await readText(host, '/usr/share/misc/pci.ids')) ?? (await readText(host, '/usr/share/hwdata/pci.ids'));
  if (list === undefined || !/^0x[0-9a-f]{4}$/i.test(vendor) || !/^0x[0-9a-f]{4}$/i.test(device)) return undefined;
  let inside = false;
  for (const line of list.split('\n')) {
    if (/^[0-9a-f]{4} /i.test(line)) inside = line.startsWith(vendor.slice(2).toLowerCase());
    else if (inside && line.startsWith(`\t${device.slice(2).toLowerCase()} `)) return line.slice(7).trim();
  }
  return undefined;
}
