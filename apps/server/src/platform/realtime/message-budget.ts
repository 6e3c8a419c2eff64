/** 20 messages a second with a burst of 40: far more than a person makes, far less than harms. */
export class MessageBudget {
  private tokens = 40;
  private last = performance.now();
  take(): boolean {
    const now = performance.now();
    this.tokens = Math.min(40, this.tokens + ((now - this.last) / 1000) * 20);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
