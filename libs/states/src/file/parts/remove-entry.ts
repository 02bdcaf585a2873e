import { HostRefusal, type Host } from '@fleet/platform';

/**
 * Removes an entry, and looks: an immutable file is left where it is by some ways to remove it that say nothing about it.
 * @throws HostRefusal where it is still there
 */
export async function removeEntry(host: Host, path: string): Promise<void> {
  await host.files.remove(path);
  if (await host.files.stat(path))
    throw new HostRefusal('EPERM', `cannot remove ${path}: operation not permitted`, { path });
}
