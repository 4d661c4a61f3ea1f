// Says at once when this machine can't do it, rather than in the middle of an installation.
import {SetupFault} from './dependencies.mjs';

export function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 18)
    throw new SetupFault(`node ${process.versions.node} is too old to set this up: install node 18 or later`);
  if (process.platform !== 'linux') {
    throw new SetupFault(`this runs on Linux: modules are compiled and run here, and this is ${process.platform}`);
  }
  if (process.arch !== 'x64') {
    throw new SetupFault(`this runs on x86-64: modules for the target are compiled here, and this is ${process.arch}`);
  }
}
