import { clock } from './clock.mjs';
import { fullDisk } from './full-disk.mjs';
import { freeze, killBus, killMaster, killMinion } from './processes.mjs';
import { cut, lossy, slow } from './network.mjs';
import { powerCut, reboot } from './power.mjs';

/**
 * Every kind of fault.
 * `hurts`: whose host it may be done to. `seconds`: how long it lasts, least and most. `aftermath`: seconds that the host
 * takes to be back. `choose`: what of it the seed decides. `begin` does it, and answers how it is undone.
 */
export const faultTable = Object.fromEntries(
  [killMaster, killBus, killMinion, powerCut, reboot, freeze, cut, slow, lossy, clock, fullDisk].map((fault) => [
    fault.name,
    fault,
  ]),
);
