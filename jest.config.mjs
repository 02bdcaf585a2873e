import { bundleRooms } from './build/rooms.mjs';
import { specialSources } from './build/spec-bundle.mjs';
import { findNatsServer } from './deploy/nats-server/fetch.mjs';

// Specs that start a server use the one that set-up has fetched; without one they say how to get it.
process.env.FLEET_NATS_SERVER ??= await findNatsServer({ offline: true }).then(
  ({ path }) => path,
  () => '',
);
if (process.env.FLEET_NATS_SERVER === '') delete process.env.FLEET_NATS_SERVER;

/** One configuration for every suite; `build/suite.mjs` picks the specs of a suite by path. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{apps,libs,test,states,build}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.fleet/', '<rootDir>/.cache/(?!rooms/)'],
  moduleNameMapper: {
    ...(await bundleRooms()),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['<rootDir>/build/spec-bundle.mjs', await specialSources()] },
  // A spec that hangs, not one on a machine that is slow for a while.
  testTimeout: 120_000,
};
