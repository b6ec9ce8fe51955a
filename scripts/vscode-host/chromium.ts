// Unpacks the headless Chromium that lies compressed in an npm package, gives it fonts, and says how Playwright starts it.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { LaunchOptions } from 'playwright-core';

/** Unpacks Chromium out of `modules` (a node_modules folder) into `folder`. Throws when the package is not there. */
export function unpackChromium(modules: string, folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const entry = path.join(modules, '@sparticuz/chromium/build/index.js');
  // The package unpacks into the temporary folder, and its bundled system libraries only where it believes to be in a Lambda function.
  const script = `import(${JSON.stringify(entry)}).then((package_) => package_.default.executablePath())`;
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const result = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`Chromium could not be unpacked: ${result.stderr.trim().slice(-1000)}`);
  fs.cpSync(path.join(modules, 'dejavu-fonts-ttf/ttf'), path.join(folder, 'fonts/dejavu'), { recursive: true });
}

/** Playwright's options for the Chromium unpacked in `folder`. Fonts come from there alone, so that pictures look alike everywhere. */
export function launchOptions(folder: string): LaunchOptions {
  const executablePath = path.join(folder, 'chromium');
  const fontFile = path.join(folder, 'fonts.conf');
  // Written at every start: it names absolute paths, and the folder is moved once after it was unpacked.
  fs.writeFileSync(fontFile, fontConfiguration(folder));
  const env: Record<string, string> = { ...definedOnly(process.env), FONTCONFIG_FILE: fontFile };
  if (spawnSync(executablePath, ['--version'], { env }).status !== 0)
    env.LD_LIBRARY_PATH = path.join(folder, 'al2023/lib');
  return {
    executablePath,
    headless: true,
    env,
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
  };
}

function fontConfiguration(folder: string): string {
  const alias = (family: string, font: string): string =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
  ${alias('monospace', 'DejaVu Sans Mono')}
  ${alias('system-ui', 'Open Sans')}
  ${alias('sans-serif', 'Open Sans')}
</fontconfig>
`;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
