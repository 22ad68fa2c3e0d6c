/** Hands on what a microphone hears, in pieces of a fortieth of a second. Runs beside the page. */
const PIECE = 1024;

class Tap extends AudioWorkletProcessor {
  piece = new Float32Array(PIECE);
  length = 0;

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    const samples = input?.[0];
    if (!samples) return true;
    this.piece.set(samples, this.length);
    this.length += samples.length;
    if (this.length + samples.length > PIECE) {
      // A port has one other end, whatever the rule thinks of windows.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      this.port.postMessage(this.piece.slice(0, this.length));
      this.length = 0;
    }
    return true;
  }
}

registerProcessor("tap", Tap);
