import { readFile } from 'node:fs/promises';
import type { MinionConfig } from '@fleet/config';
import { decodeJoinToken, type JoinToken } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';
import { enrol, type Admitted } from './enrolment.js';
import type { IdentityStore, MinionIdentity } from './identity-store.js';

/** What the master granted, and whom to believe: as it is kept, or after waiting for it. */
export async function admission(
  store: IdentityStore,
  identity: MinionIdentity,
  config: MinionConfig,
  log: Logger,
  signal: AbortSignal,
): Promise<Admitted> {
  const [granted, anchor] = [await store.admission(), await store.anchor()];
  if (granted && anchor) return { granted, anchor };
  const admitted = await enrol({ id: config.id, identity, token: () => joinToken(store, config, log), log, signal });
  await store.keepAnchor(admitted.anchor);
  const kept = { ...admitted.granted, received: Date.now() };
  await store.keepAdmission(kept);
  log.info({ minion: config.id }, 'the master let this minion in');
  return { ...admitted, granted: kept };
}

/** What `fleet-minion join` left, else what the configuration says. */
async function joinToken(store: IdentityStore, config: MinionConfig, log: Logger): Promise<JoinToken | undefined> {
  try {
    const text =
      (await store.joinToken()) ??
      config.joinToken ??
      (config.joinTokenFile ? await readFile(config.joinTokenFile, 'utf8') : undefined);
    return text === undefined ? undefined : decodeJoinToken(text);
  } catch (error) {
    log.error({ error }, 'the join token cannot be used');
    return undefined;
  }
}
