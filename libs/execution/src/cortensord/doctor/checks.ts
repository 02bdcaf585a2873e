import { account } from './account.js';
import { binary } from './binary.js';
import type { InstanceCheck, ServerCheck } from './definition.js';
import { directory } from './directory.js';
import { disk } from './disk.js';
import { docker } from './docker.js';
import { environment } from './environment.js';
import { ipfs } from './ipfs.js';
import { journal } from './journal.js';
import { kind } from './kind.js';
import { logs } from './logs.js';
import { ports } from './ports.js';
import { stale } from './stale.js';
import { unit } from './unit.js';
import { warmup } from './warmup.js';

/** In the order in which they are told: what the others need comes first. */
export const serverChecks: readonly ServerCheck[] = [account, binary, docker, warmup, ipfs, disk, stale];
export const instanceChecks: readonly InstanceCheck[] = [kind, directory, environment, logs, ports, unit, journal];
