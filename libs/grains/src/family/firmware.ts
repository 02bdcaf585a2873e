import { readText, type GrainFamily } from './family.js';

export const firmware: GrainFamily = {
  name: 'firmware',
  doc: 'What the machine was built with: biosversion, biosvendor, biosreleasedate, boardname, serialnumber, efi.',
  async collect(host) {
    const read = async (name: string): Promise<string | undefined> =>
      (await readText(host, `/sys/class/dmi/id/${name}`)) || undefined;
    return {
      biosversion: await read('bios_version'),
      biosvendor: await read('bios_vendor'),
      biosreleasedate: await read('bios_date'),
      boardname: await read('board_name'),
      serialnumber: await read('product_serial'),
      efi: (await host.files.stat('/sys/firmware/efi')) !== undefined,
    };
  },
};
