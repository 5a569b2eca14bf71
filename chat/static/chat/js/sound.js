const HERTZ = 660;
const SECONDS = 0.25;
const LOUDNESS = 0.08;

/** A short quiet tone. Before the first click on the page browsers let nothing be heard. */
export function playTone() {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: HERTZ });
  const volume = new GainNode(context, { gain: LOUDNESS });
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.onended = () => context.close();
  tone.start();
  tone.stop(context.currentTime + SECONDS);
}
