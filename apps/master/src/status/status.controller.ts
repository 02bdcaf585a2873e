import { Controller, Inject } from '@nestjs/common';
import type { OperatorMethods } from '@fleet/protocol';
import { OperatorMethod } from '../bus/handlers.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

class StatusBody {}

@Controller()
export class StatusController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  @OperatorMethod('minion_status', StatusBody)
  status(): OperatorMethods['minion_status']['answer'] {
    const minions = this.registry.all().map(({ minion, up, since, version, running }) => ({
      minion,
      up,
      ...(since !== undefined && { since }),
      ...(version !== undefined && { version }),
      ...(up && running && { running: running.jids }),
    }));
    return { minions, master: { version: this.master.version, since: this.master.since } };
  }
}
