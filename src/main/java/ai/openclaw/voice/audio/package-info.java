/** Signal code for telephone sound, in plain Java: codecs, resampling, jitter buffer, concealment, speech detection. */
package ai.openclaw.voice.audio;
