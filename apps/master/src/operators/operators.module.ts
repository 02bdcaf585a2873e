import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { LoginDesk } from './login-desk.js';
import { OperatorDesk } from './operator-desk.js';
import { OperatorsController } from './operators.controller.js';

@Module({
  imports: [JobsModule],
  controllers: [OperatorsController],
  providers: [OperatorDesk, LoginDesk],
  exports: [LoginDesk],
})
export class OperatorsModule {}
