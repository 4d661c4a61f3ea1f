// A real U-Boot on the line: interrupted where it offers it, and told what to boot.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test from 'node:test';
import {bootLoaderRom as rom} from '../../../../src/drivers/host/tools.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {kernelForTests} from '../kernel-for-tests.ts';
import {boardForTests} from './board-for-tests.ts';
import {makeSystem} from './rig.ts';

const skip = existsSync(rom) ? false : 'u-boot-qemu is not installed';

test('U-Boot is stopped, its script typed, and the kernel that it boots is logged in to', {skip}, async (t) => {
  const kernel = await kernelForTests();
  const image = join(dirname(dirname(dirname(kernel.modulesFolder))), 'boot', `vmlinuz-${kernel.release}`);
  const initramfs = await makeSystem(await temporaryFolder(t));
  const {size} = await stat(initramfs);
  const board = await boardForTests(t, {
    firmware: ['-bios', rom, '-kernel', existsSync(image) ? image : kernel.image, '-initrd', initramfs],
    change: {
      bootLoader: {
        ...{kind: 'u-boot', stopAt: 'Hit any key to stop autoboot', stopKeys: ' ', prompt: '=> $'},
        script: [
          'setenv bootargs console=ttyS0,115200 panic=1 quarterdeck=told',
          'qfw load 1000000 4000000',
          `zboot 1000000 - 4000000 ${size.toString(16)}`,
        ],
      },
    },
  });
  assert.equal((await board.target.powerOn()).kind, 'up', board.console().slice(-2000));
  const told = await board.target.exec({script: 'cat /proc/cmdline', deadlineSeconds: 20, outputBytesMax: 4096});
  assert.match(told.kind === 'exited' ? told.output : JSON.stringify(told), /quarterdeck=told/);
});
