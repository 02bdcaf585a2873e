import type { Trust } from './definition.js';

/** Makes all keys of a new fleet in `folder`. @throws where there are keys already. */
export async function createTrust(folder: string, options: { readonly name?: string } = {}): Promise<Trust> {
  throw new Error(`not yet: ${folder} ${options.name}`);
}

/** @throws where `folder` holds no (or broken) keys. */
export async function openTrust(folder: string): Promise<Trust> {
  throw new Error(`not yet: ${folder}`);
}
