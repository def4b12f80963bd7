import { CreateEventLog1732000000001 } from './1732000000001-create-event-log.js';
import { CreateProjectionEngine1732000000010 } from './1732000000010-create-projection-engine.js';
import { CreateIdentity1732000000020 } from './1732000000020-create-identity.js';
import { CreateChannelSecrets1732000000060 } from './1732000000060-create-channel-secrets.js';
import { CreateTraceExport1732000000050 } from './1732000000050-create-trace-export.js';
import { CreateProcesses1732000000070 } from './1732000000070-create-processes.js';
import { CreateAlertEvaluation1732000000080 } from './1732000000080-create-alert-evaluation.js';
import { CreateTextSearch1732000000030 } from './1732000000030-create-text-search.js';
import { CreateOtlpUnknownRecords1732000000040 } from './1732000000040-create-otlp-unknown-records.js';
import { CreateProcessSeries1732000000090 } from './1732000000090-create-process-series.js';
import { CreateAuditProof1732000000100 } from './1732000000100-create-audit-proof.js';

/** Every migration, oldest first. Listed by hand: what runs on a customer's database is never found by globbing. */
export const platformMigrations = [
  CreateEventLog1732000000001,
  CreateProjectionEngine1732000000010,
  CreateIdentity1732000000020,
  CreateTextSearch1732000000030,
  CreateOtlpUnknownRecords1732000000040,
  CreateTraceExport1732000000050,
  CreateChannelSecrets1732000000060,
  CreateProcesses1732000000070,
  CreateAlertEvaluation1732000000080,
  CreateProcessSeries1732000000090,
  CreateAuditProof1732000000100,
] as const;
