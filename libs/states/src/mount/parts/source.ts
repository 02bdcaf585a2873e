import { textIfThere, type HostView } from '@fleet/platform';
import { isBind, realDevice, realPath, type MountDetails } from '@fleet/storage';

/** Whether what is mounted comes from where it is to come from. */
export async function comesFrom(
  host: HostView,
  wish: { readonly device: string; readonly type: string; readonly options: readonly string[] },
  active: MountDetails,
  all: readonly MountDetails[],
): Promise<boolean> {
  if (wish.options.some(isBind)) return isBoundTo(await realPath(host, wish.device), active, all);
  const wanted = await realDevice(host, wish.device);
  if (active.device.startsWith('/dev/')) {
    const real = await realDevice(host, active.device);
    return wanted !== undefined && (real === wanted || (await backingFile(host, active.device)) === wanted);
  }
  if (trimmed(active.device) === trimmed(wanted ?? wish.device)) return true;
  // tmpfs and its like have no device: any word may stand there.
  return active.type === wish.type && !/[/:]/.test(active.device) && !/[/:]/.test(wish.device);
}

/** A bind mount shows another folder of a file system that is mounted elsewhere. */
function isBoundTo(source: string, active: MountDetails, all: readonly MountDetails[]): boolean {
  const holding = all
    .filter(({ place }) => place === '/' || source === place || source.startsWith(`${place}/`))
    .reduce<MountDetails | undefined>(
      (best, row) => (best && best.place.length > row.place.length ? best : row),
      undefined,
    );
  if (!holding) return false;
  const below = holding.place === '/' ? source : source.slice(holding.place.length);
  const root = trimmed(`${holding.root === '/' ? '' : holding.root}${below}`);
  return holding.major === active.major && holding.minor === active.minor && trimmed(active.root) === root;
}

/** The file behind a loop device: `mount -o loop` shows the device. */
async function backingFile(host: HostView, device: string): Promise<string | undefined> {
  const name = /^\/dev\/(loop\d+)$/.exec(device)?.[1];
  return name === undefined ? undefined : (await textIfThere(host, `/sys/block/${name}/loop/backing_file`))?.trim();
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}
