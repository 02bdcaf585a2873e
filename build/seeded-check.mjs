import fc from 'fast-check';

/**
 * fast-check for specs, always with the same cases: what a change is refused for is the change. `FLEET_SEED=any` looks for new ones,
 * `FLEET_SEED=N` has those of the run that printed N.
 */
const { FLEET_SEED = '20260101' } = process.env;
if (FLEET_SEED !== 'any') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FLEET_SEED) });

export * from 'fast-check';
export default fc;
