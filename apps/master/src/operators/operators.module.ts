import { Module } from '@nestjs/common';
import { LoginDesk } from './login-desk.js';
import { OperatorDesk } from './operator-desk.js';
import { OperatorsController } from './operators.controller.js';

@Module({
  controllers: [OperatorsController],
  providers: [OperatorDesk, LoginDesk],
  exports: [LoginDesk],
})
export class OperatorsModule {}
