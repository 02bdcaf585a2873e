import { expect, it } from '@jest/globals';
import { LinuxNetwork } from './network.js';

it('knows what localhost stands for, without asking anybody', async () => {
  expect(await new LinuxNetwork().resolve('localhost')).toContain('127.0.0.1');
});
