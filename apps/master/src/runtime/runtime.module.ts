import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import { EventJournal } from '../events/event-journal.js';
import { MasterEvents } from '../events/master-events.js';
import { runtime, type MasterRuntime } from './runtime.js';

/** What every feature needs. */
@Global()
@Module({})
export class RuntimeModule {
  static with(master: MasterRuntime): DynamicModule {
    return {
      module: RuntimeModule,
      providers: [{ provide: runtime, useValue: master }, Access, AuditLog, EventJournal, MasterEvents],
      exports: [runtime, Access, AuditLog, EventJournal, MasterEvents],
    };
  }
}
