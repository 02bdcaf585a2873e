import fc from 'fast-check';

/**
 * fast-check for specs, always with the same cases, so that a run fails for what was changed and not for what was drawn. `FLEET_SEED=any` looks
 * for new ones, `FLEET_SEED=N` has those of the run that printed N.
 */
const { FLEET_SEED = '20260101' } = process.env;
if (FLEET_SEED !== 'any') {
  if (!/^-?\d+$/.test(FLEET_SEED)) throw new Error(`FLEET_SEED is ${FLEET_SEED}: neither any nor a whole number`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FLEET_SEED) });
}

export * from 'fast-check';
export default fc;
