import type { HostView } from '@fleet/platform';
import { realDevice } from '@fleet/storage';
import { askTool } from '../../tool.js';

export const mountBy = ['device', 'label', 'uuid', 'partlabel', 'partuuid'] as const;

/** How fstab is to name a device: as it is written, by its path, or by a tag that blkid reads from it. */
export async function namedBy(
  host: HostView,
  device: string,
  by: string | undefined,
): Promise<{ readonly device: string } | string> {
  if (by === undefined || device.toLowerCase().startsWith(`${by}=`)) return { device };
  const real = await realDevice(host, device);
  if (real === undefined) return `the device ${device} does not exist`;
  if (by === 'device') return { device: device.startsWith('/') ? device : real };
  const tag = by.toUpperCase();
  const answer = await askTool(host, ['blkid', '-p', '-o', 'export', '--', real]);
  if (!answer) return 'this machine has no blkid';
  const line = answer.stdout
    .split('\n')
    .find((one) => one.startsWith(`${tag}=`) || one.startsWith(`PART_ENTRY_${entryTag(by)}=`));
  return line === undefined
    ? `${device} has no ${by}`
    : { device: `${tag}=${plain(line.slice(line.indexOf('=') + 1))}` };
}

function entryTag(by: string): string {
  return by === 'partuuid' ? 'UUID' : by === 'partlabel' ? 'NAME' : '-';
}

/** blkid writes values for a shell. */
function plain(value: string): string {
  return value.replace(/\\(.)/g, '$1');
}
