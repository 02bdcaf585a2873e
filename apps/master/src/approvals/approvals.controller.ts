import { Controller } from '@nestjs/common';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import type { ApprovalRow, OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { ApprovalDecisions } from './approval-decisions.js';

class ListBody {
  @IsOptional() @IsBoolean() readonly all?: boolean;
}

class IdBody {
  @Matches(/^[0-9a-f]{10}$/, { message: 'id must have 10 hexadecimal digits' }) readonly id!: string;
}

class DecideBody extends IdBody {
  @IsIn(['approve', 'deny']) readonly verdict!: 'approve' | 'deny';
}

@Controller()
export class ApprovalsController {
  constructor(private readonly decisions: ApprovalDecisions) {}

  @OperatorMethod('approval_list', ListBody)
  list({ all }: ListBody, { key }: Caller): OperatorMethods['approval_list']['answer'] {
    return { approvals: this.decisions.list(key, all === true) };
  }

  @OperatorMethod('approval_show', IdBody)
  show({ id }: IdBody, { key }: Caller): ApprovalRow {
    return this.decisions.show(key, id);
  }

  @OperatorMethod('approval_decide', DecideBody)
  decide(ask: DecideBody, { key }: Caller): Promise<ApprovalRow> {
    return this.decisions.decide(key, ask);
  }
}
