import { Controller } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { loginLifetime, OperatorDesk } from './operator-desk.js';

const name = /^[A-Za-z0-9_-]{1,64}$/;
const nameRule = { message: 'name must be 1 to 64 letters, digits, - or _' };

class NothingBody {}

class NameBody {
  @Matches(name, nameRule) readonly name!: string;
}

class RolesBody extends NameBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  readonly roles!: string[];
}

class AddBody extends RolesBody {
  /** Milliseconds. */
  @IsOptional() @IsInt() @Min(1000) @Max(loginLifetime.longest) readonly lifetime?: number;
}

/** Who may ask the master. */
@Controller()
export class OperatorsController {
  constructor(private readonly desk: OperatorDesk) {}

  @OperatorMethod('operator_list', NothingBody)
  list(): OperatorMethods['operator_list']['answer'] {
    return { operators: this.desk.list() };
  }

  @OperatorMethod('operator_add', AddBody)
  add(ask: AddBody, { key }: Caller): Promise<OperatorMethods['operator_add']['answer']> {
    return this.desk.add(ask, key);
  }

  @OperatorMethod('operator_revoke', NameBody)
  revoke(ask: NameBody, { key }: Caller): Promise<OperatorMethods['operator_revoke']['answer']> {
    return this.desk.revoke(ask.name, key);
  }

  @OperatorMethod('operator_roles', RolesBody)
  async roles(ask: RolesBody, { key }: Caller): Promise<OperatorMethods['operator_roles']['answer']> {
    return { operator: await this.desk.setRoles(ask.name, ask.roles, key) };
  }

  @OperatorMethod('operator_renew', NothingBody)
  renew(_ask: NothingBody, { key }: Caller): Promise<OperatorMethods['operator_renew']['answer']> {
    return this.desk.renew(key);
  }
}
