/** Which version of an order a command of mine made of which. */
export class MySteps {
  private readonly steps = new Map<string, number>();

  /** `sent` is the command's input: one without an expected version says nothing about what it went over. */
  note(id: string, sent: unknown, made: number): void {
    const { expectedVersion } = sent as { expectedVersion?: number };
    if (expectedVersion !== undefined) this.steps.set(`${id}@${expectedVersion}`, made);
  }
  /** The version that commands of mine, and nobody else's, have made of this one. */
  after(id: string, version: number): number {
    const made = this.steps.get(`${id}@${version}`);
    return made === undefined ? version : this.after(id, made);
  }
}
