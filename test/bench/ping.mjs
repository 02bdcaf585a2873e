import { bin } from '../lab/fleet.mjs';
import { bareRequest } from './baselines/index.mjs';
import { result } from './result.mjs';
import { operatorWords, say, scratchFolder, startMaster, startMinions } from './scratch-fleet.mjs';
import { inTurns, median, spread, timeProcess } from './timing.mjs';

/** `fleetctl '*' test.ping`, whole process, against a bare process that connects and makes one request. */
export async function measure({ minions = 10, runs = 15, emulated }) {
  const folder = await scratchFolder();
  const { fleet } = await startMaster(folder);
  if (emulated) await (await import('./emulated.mjs')).startEmulatedMinions(fleet, folder, minions);
  else await startMinions(fleet, folder, minions);
  const answers = await fleet.ask('*', 'test.ping');
  const answered = Object.values(answers).filter((answer) => answer === true).length;
  if (answered !== minions)
    throw new Error(`${answered} of ${minions} minions answered: ${JSON.stringify(answers).slice(0, 500)}`);
  say(`measuring ${runs} pings of ${minions}`);
  const env = { ...process.env, FLEET_ROOT: fleet.options.root, NO_COLOR: '1' };
  const operator = await operatorWords(fleet);
  const times = await inTurns(
    { ping: () => timeProcess(bin('fleetctl'), ['*', 'test.ping'], { env }), bare: () => bareRequest(operator) },
    { runs },
  );
  return result({
    name: 'ping',
    unit: 'ms',
    value: median(times.ping),
    baseline: median(times.bare),
    runs,
    details: {
      what: "fleetctl '*' test.ping, whole process",
      baseline: 'a Node process that connects to NATS as the operator and makes one request of the master',
      minions,
      emulated: Boolean(emulated),
      spread: spread(times.ping),
      bare: spread(times.bare),
    },
  });
}
