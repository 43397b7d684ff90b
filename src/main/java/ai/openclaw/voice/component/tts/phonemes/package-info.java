/**
 * English text to phonemes, as a Piper voice expects them: the IPA of espeak-ng's American English. espeak-ng itself is
 * under the GPL, so nothing of it is used here. Pronunciations come from the CMU Pronouncing Dictionary and from MaryTTS's
 * letter-to-sound rules, and a small table of our own.
 */
package ai.openclaw.voice.component.tts.phonemes;
