// Counts what held and what did not, and tells the latter as it comes.

export class Tally {
  passed = 0;
  failed = 0;

  /** Runs one check; what it throws is its failure. */
  async check(name, work) {
    try {
      await work();
      this.passed += 1;
      return true;
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL ${name}\n  ${String(error.message ?? error).split('\n').slice(0, 12).join('\n  ')}`);
      return false;
    }
  }

  closing() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

/** Throws the sentence unless the condition holds. */
export function ensure(condition, sentence) {
  if (!condition) {
    throw new Error(sentence);
  }
}
