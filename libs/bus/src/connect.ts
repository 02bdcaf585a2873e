import type { Bus, BusOptions } from './definition.js';

/** @throws BusError `unreachable`, `not-allowed` */
export async function connectBus(options: BusOptions): Promise<Bus> {
  throw new Error(`not yet: ${options.name}`);
}
