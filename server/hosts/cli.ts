// The command line's entry: runs the program beside it, from what an earlier run has compiled.
import { join } from 'node:path';
import { programsIn } from './compile-cache';

const [command = '-'] = process.argv.slice(2);
// help and the version are told before anything is compiled that other runs need
const keeps = !/^(?:-|help$)/.test(command);
programsIn(__dirname, keeps)(join(__dirname, 'main.js'));
