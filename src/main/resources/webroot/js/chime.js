// Two soft notes when somebody should look here. A browser lets a page sound only after a person has touched it: until then it is
// silent, and nothing is made up for later.

const NOTES = [[659, 0], [880, 0.16]]; // Hz, seconds
const LENGTH = 0.35;
const LOUD = 0.12;

export class Chime {
  #context = null;

  constructor(memory) {
    this.memory = memory;
    this.on = memory.get('sound', true);
    const listening = new AbortController();
    ['pointerdown', 'keydown'].forEach((event) => document.addEventListener(event, () => {
      this.#context ??= new AudioContext();
      listening.abort();
    }, { signal: listening.signal }));
  }

  turn(on) {
    this.on = on;
    this.memory.set('sound', on);
  }

  ring() {
    if (!this.on || !this.#context) {
      return;
    }
    this.#context.resume(); // a browser stops what has been silent for long
    NOTES.forEach(([pitch, after]) => this.#note(pitch, this.#context.currentTime + after));
  }

  #note(pitch, at) {
    const tone = new OscillatorNode(this.#context, { frequency: pitch });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUD, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(at);
    tone.stop(at + LENGTH);
  }
}
