import type { HostView, ServiceStatus } from '@fleet/platform';

/** Names of services, without their suffix, that a test fits; sorted. */
export async function servicesThat(host: HostView, fits: (status: ServiceStatus) => boolean): Promise<string[]> {
  const names = (await host.services.find('*')).filter((name) => name.endsWith('.service'));
  const statuses = await host.services.statusOf(names);
  return names
    .filter((_name, index) => fits(statuses[index] as ServiceStatus))
    .map((name) => name.replace(/\.service$/, ''));
}
