import { bundleRooms } from './build/rooms.mjs';
import { findNatsServer } from './deploy/nats-server/fetch.mjs';

// Specs that start a server use the one that set-up has fetched; without one they say how to get it.
process.env.FLEET_NATS_SERVER ??= await findNatsServer({ offline: true }).then(
  ({ path }) => path,
  () => '',
);
if (process.env.FLEET_NATS_SERVER === '') delete process.env.FLEET_NATS_SERVER;

const rooms = await bundleRooms();

/** One configuration for every suite; `build/suite.mjs` picks the specs of a suite by path. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{apps,libs,test,states,build}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.fleet/', '<rootDir>/.cache/(?!rooms/)'],
  moduleNameMapper: {
    '^@fleet/([a-z]+)$': `${rooms}/$1.mjs`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 20_000,
};
