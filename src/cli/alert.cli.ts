import type { Command } from 'commander';
import { addAlertRules } from './alert-rules.cli.js';
import { addAlerts } from './alerts.cli.js';
import type { Cli } from './cli.js';

/** Everything about alerts. */
export function addAlert(program: Command, cli: Cli): void {
  const alert = program.command('alert').description('alerts, and the rules that they come from');
  addAlerts(alert, cli);
  addAlertRules(alert, cli);
}
