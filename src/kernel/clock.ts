/** The only source of "now" for anything that decides, folds or schedules; tests inject a fixed one. */
export interface Clock {
  now(): Date;
}
