/** A list of numbers that grows without an object per element. */
export class Growing<A extends Float64Array | Int32Array> {
  private length = 0;
  constructor(private values: A) {}

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new (this.values.constructor as new (n: number) => A)(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  taken(): A {
    return this.values.slice(0, this.length) as A;
  }
}
