// What a person on another system than Debian is told, in one message.
import type {HostTool} from '../drivers/host/tools.ts';

export function toolsAdvice(system: string, missing: readonly HostTool[], hasOwnKernel: boolean): string {
  const lines = missing.map((tool) => `    ${tool.name.padEnd(20)}${tool.why} (Debian's package: ${tool.package})`);
  return [
    `${system} has no apt, so set-up can't install what is missing here. Install by its own means:`,
    '',
    ...lines,
    '',
    hasOwnKernel ? 'and start again.' : `Then name a kernel of your own. ${configurationLines}`,
  ].join('\n');
}

export function kernelAdvice(system: string): string {
  return `set-up fetches the target's kernel from Debian, and this is ${system}: name a kernel of your own. ${configurationLines}`;
}

const configurationLines = `In quarterdeck.yaml:

    targets:
      qemu:
        kernel: {tree: /path/to/linux}             # where "make bzImage modules" was run, or its parts:
        # kernel:
        #   image: /path/to/linux/vmlinux          # or arch/x86/boot/bzImage
        #   modules: /path/to/lib/modules/RELEASE  # of "make modules_install INSTALL_MOD_PATH=/path/to"
        #   build: /path/to/linux                  # what "make -C" builds modules against

It needs serial console, PCI, devtmpfs, virtio (pci, console), i6300esb, pstore with ramoops, and modules.`;
