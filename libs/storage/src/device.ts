import { HostRefusal, type HostView } from '@fleet/platform';
import { realPath } from './real-path.js';

const tag = /^(UUID|LABEL|PARTUUID|PARTLABEL|ID)=/i;

/** Whether the text names a device of this machine, and not `host:/export`, `tmpfs` or the like. */
export function isLocalDevice(device: string): boolean {
  return device.startsWith('/dev/') || tag.test(device);
}

/** The node behind `/dev/disk/…`, `/dev/vg/lv`, `UUID=…` or `LABEL=…`; `undefined` where there is none. Any other text is itself. */
export async function realDevice(host: HostView, device: string): Promise<string | undefined> {
  if (tag.test(device)) {
    const found = await findfs(host, device);
    return found === undefined ? undefined : realPath(host, found);
  }
  // sshfs and its like are written as program#device, and shown without the program.
  if (!device.startsWith('/')) return device.replace(/^\w+#(?=.)/, '');
  if (device.startsWith('//')) return device;
  const real = await realPath(host, device);
  return (await host.files.stat(real)) === undefined ? undefined : real;
}

async function findfs(host: HostView, device: string): Promise<string | undefined> {
  const [name = '', ...value] = device.split('=');
  const word = `${name.toUpperCase()}=${value.join('=').replace(/^"(.*)"$/, '$1')}`;
  try {
    const answer = await host.commands.probe(['findfs', word]);
    return answer.exitCode === 0 ? answer.stdout.trim() || undefined : undefined;
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}
