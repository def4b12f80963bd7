/**
 * The rules of one aggregate, pure: no clock, no I/O, no ids of its own.
 * `decide` answers the facts that a command leads to (none: already so) or throws a DomainError.
 * `evolve` is total: every event of the union, in any order, yields a state.
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}
