import { realDevice } from '@fleet/storage';
import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** The real path. @throws FunctionRefused where there is no such device */
export async function demandDevice(host: HostView, device: string): Promise<string> {
  const real = await realDevice(host, device);
  if (real?.startsWith('/') !== true) throw new FunctionRefused('not-found', `the device ${device} does not exist`);
  return real;
}
