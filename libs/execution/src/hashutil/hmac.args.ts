import { Arg } from '@fleet/arguments';

export class HmacArgs {
  @Arg({ doc: 'The text that is signed.', type: 'string' })
  string!: string;

  @Arg({ doc: 'The key that both sides know.', type: 'string' })
  shared_secret!: string;
}

export class HmacChallengeArgs extends HmacArgs {
  @Arg({ doc: 'The signature that it should have.', type: 'string' })
  challenge_hmac!: string;
}
