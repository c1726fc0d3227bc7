/** How many places are held at the moment, in all and by each client. */
export class Held {
  private readonly byClient = new Map<string, number>();
  private held = 0;

  get all(): number {
    return this.held;
  }

  by(client: string): number {
    return this.byClient.get(client) ?? 0;
  }

  /** Holds one more for a client; what it returns gives it back, once, and then does `left`. */
  take(client: string, left: () => void = () => undefined): () => void {
    this.held += 1;
    this.byClient.set(client, this.by(client) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.held -= 1;
      if (this.by(client) === 1) this.byClient.delete(client);
      else this.byClient.set(client, this.by(client) - 1);
      left();
    };
  }
}
