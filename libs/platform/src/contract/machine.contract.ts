import assert from 'node:assert/strict';
import { casesOf } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

const name = 'FLEET_CONTRACT_VARIABLE';

export function machineContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {
    'it has processors, memory, a load and an uptime': async ({ machine }) => {
      assert.ok(machine.cpus().length > 0);
      assert.ok(machine.memory().total >= machine.memory().free && machine.memory().free > 0);
      assert.equal(machine.load().length, 3);
      for (const load of machine.load()) assert.ok(load >= 0);
      assert.ok(machine.uptime() > 0);
    },
    'a variable that is set is there until it is taken away': async ({ machine }) => {
      await machine.setEnvironment({ [name]: 'one' });
      assert.equal(machine.environment()[name], 'one');
      await machine.setEnvironment({ [name]: undefined });
      assert.equal(Object.hasOwn(machine.environment(), name), false);
    },
  });
}
