/** The only place where time comes from. Rules get instants as arguments; tests and the demo builder bring a clock of their own. */
export abstract class Clock {
  /** Now, as ISO-8601 UTC. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** A clock that stands where it is put. */
export class SetClock extends Clock {
  constructor(private instant: string) {
    super();
  }
  now(): string {
    return this.instant;
  }
  set(instant: string): void {
    this.instant = instant;
  }
}
