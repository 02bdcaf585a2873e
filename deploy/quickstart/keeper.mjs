/**
 *   keeper.mjs FOLDER
 * Boots a host of the quick start again after it went down, so that `system.reboot` is a reboot; ends with the fleet.
 */
import { pause } from '../../test/lab/fleet.mjs';
import { bootFallen, fleetIsUp, readState } from './demo-fleet.mjs';

const [, , folder] = process.argv;

// What began it notes it a moment later.
while (readState(folder) && !readState(folder).complete) await pause(200);
while (fleetIsUp(folder)) {
  await bootFallen(folder);
  await pause(500);
}
