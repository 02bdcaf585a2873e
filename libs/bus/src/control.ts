import type { BusTrouble, ControlLink, Trust } from './definition.js';

export async function connectControl(options: { readonly trust: Trust; readonly servers: readonly string[]; readonly onTrouble?: (trouble: BusTrouble) => void }): Promise<ControlLink> {
  throw new Error(`not yet: ${options.servers.join()}`);
}
