type Step = () => Promise<void> | void;

/** What must be put away again, whether the work ends, fails or is interrupted by a signal; last first. */
export class Undo {
  private readonly steps: Step[] = [];

  push(step: Step): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop())
      await Promise.resolve()
        .then(step)
        .catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  }
}
