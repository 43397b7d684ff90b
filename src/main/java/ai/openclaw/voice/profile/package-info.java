/** What is particular to each extension: read from files and the environment, checked, reloaded while running. */
package ai.openclaw.voice.profile;
