import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import {
  functionName,
  longestAway,
  longestQueued,
  longestTarget,
  type Acknowledgement,
  type Fault,
  type Jid,
  type JobRequest,
  type Progress,
  type Signed,
  type Target,
  type TargetType,
} from '@fleet/protocol';
import { isPlainObject, Nested } from '../bus/check-body.js';
import { isFault } from '../bus/refusal.js';

const targetTypes: TargetType[] = [
  'glob',
  'list',
  'pcre',
  'grain',
  'grain_pcre',
  'pillar',
  'pillar_pcre',
  'pillar_exact',
  'compound',
  'nodegroup',
  'ipcidr',
];
const jid = /^[0-9]{20}$/;

export class TargetBody implements Target {
  @IsIn(targetTypes) readonly type!: TargetType;
  @IsString() @MinLength(1) @MaxLength(longestTarget) readonly expression!: string;
}

class RevealBody {
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: 'sealKey must be a raw X25519 public key, base64url' })
  readonly sealKey!: string;
}

class SignedBody implements Signed {
  @IsIn([1]) readonly v!: 1;
  @Matches(/^[0-9a-f]{16}$/) readonly kid!: string;
  @IsString() @MaxLength(700_000) readonly text!: string;
  @Matches(/^[A-Za-z0-9_-]{86}$/) readonly signature!: string;
}

export class JobRequestBody implements JobRequest {
  @Nested(TargetBody) readonly target!: TargetBody;
  @Matches(functionName, { message: 'function must be a name like test.ping' })
  @MaxLength(128)
  readonly function!: string;
  @IsString() @MaxLength(700_000) readonly args!: string;
  @IsString() @MaxLength(700_000) readonly kwargs!: string;
  @IsOptional() @IsInt() @Min(1) @Max(7 * 24 * 3_600_000) readonly timeout?: number;
  @IsOptional() @IsBoolean() readonly queue?: boolean;
  @IsOptional() @IsInt() @Min(1000) @Max(longestQueued) readonly expires?: number;
  @IsBoolean() readonly watch!: boolean;
  @IsOptional() @IsBoolean() readonly confirmed?: boolean;
  @IsOptional() @IsArray() @ArrayMaxSize(100_000) @IsString({ each: true }) readonly confirmedMinions?: string[];
  @IsOptional() @IsBoolean() readonly destroy?: boolean;
  @IsOptional() @Nested(SignedBody) readonly plan?: SignedBody;
  @IsOptional() @Nested(RevealBody) readonly reveal?: RevealBody;
  @IsOptional() @IsIn(['drift']) readonly kind?: 'drift';
}

export class JobIdBody {
  @Matches(jid, { message: 'jid must have 20 digits' }) readonly jid!: Jid;
}

export class AcknowledgementBody implements Acknowledgement {
  @IsIn(['ack']) readonly kind!: 'ack';
  @IsIn([1]) readonly v!: 1;
  @Matches(jid) readonly jid!: Jid;
  @IsBoolean() readonly accepted!: boolean;
  @IsOptional() readonly fault?: Fault;
}

export class ProgressBody implements Progress {
  @IsIn(['progress']) readonly kind!: 'progress';
  @IsIn([1]) readonly v!: 1;
  @Matches(jid) readonly jid!: Jid;
  @IsOptional() @IsInt() @Min(0) readonly position?: number;
  @IsOptional() @IsInt() @Min(0) readonly total?: number;
  @IsString() @MaxLength(65_536) readonly text!: string;
  @IsOptional() @IsInt() @Min(0) @Max(longestAway) readonly away?: number;
}

/** What a minion's refusal says, reduced to what people may be shown. */
export function faultIn(body: AcknowledgementBody): Fault {
  const { fault } = body;
  if (!isPlainObject(fault) || !isFault(fault))
    return { code: 'internal', message: 'the minion refused the command without a reason' };
  return { code: fault.code, message: fault.message.slice(0, 1000) };
}
