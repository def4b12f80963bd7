import { z } from 'zod';

/**
 * Why a reported step is unusual. It is recorded all the same: the fleet is the authority on what happened.
 * - `illegal_transition`: the life cycle has no such step; the status follows the report.
 * - `late`: it happened before the step last recorded; the current status stays.
 * - `before_creation`: the event that begins its life has not been recorded yet.
 */
export const reportFlags = ['illegal_transition', 'late', 'before_creation'] as const;
export type ReportFlag = (typeof reportFlags)[number];

export const flagsField = z.array(z.enum(reportFlags)).optional();
