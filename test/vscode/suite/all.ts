// Every suite that runs inside VS Code.
import './typing.test';
import './settings.test';
import './explaining.test';
import './fix-all.test';
import './inventory.test';
import './configuration.test';
