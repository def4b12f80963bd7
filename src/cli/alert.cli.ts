import type { Command } from 'commander';
import { addAlertRules } from './alert-rules.cli.js';
import { addAlerts } from './alerts.cli.js';
import type { Cli } from './cli.js';
import { addAlertTest } from './notifications.cli.js';
import { addAlertSilence } from './silences.cli.js';

/** Everything about alerts. */
export function addAlert(program: Command, cli: Cli): void {
  const alert = program.command('alert').description('alerts, and the rules that they come from');
  addAlerts(alert, cli);
  addAlertSilence(alert, cli);
  addAlertTest(alert, cli);
  addAlertRules(alert, cli);
}
