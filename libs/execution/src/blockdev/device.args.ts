import { Arg } from '@fleet/arguments';

export class BlockdevArgs {
  @Arg({ doc: 'The device: a path, UUID=… or LABEL=….', type: 'string' })
  device!: string;
}
