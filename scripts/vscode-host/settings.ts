// The user settings of a VS Code that is started for a test or a preview: quiet, offline, the same look everywhere.
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Nothing that opens by itself, asks, updates or phones home. */
const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  // In the browser it is on by default: a test that reverts a file would find its own changes there.
  'files.autoSave': 'off',
};

/** Writes the settings into a new user data folder; those of `more` win. */
export function writeUserSettings(userDataFolder: string, more: Readonly<Record<string, unknown>> = {}): void {
  const file = path.join(userDataFolder, 'User/settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...more }, null, 2));
}
