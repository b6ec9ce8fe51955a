// Every prefix of every example in this language.
import { typesEverything } from './part';

typesEverything('shell');
