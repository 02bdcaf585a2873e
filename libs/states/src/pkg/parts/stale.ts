import type { HostView } from '@fleet/platform';

/** Whether the lists of packages are older than `age` (milliseconds), or were never fetched. */
export async function isStale(host: HostView, age: number): Promise<boolean> {
  const fetched = await host.packages.refreshed();
  return fetched === undefined || Date.now() - fetched > age;
}
