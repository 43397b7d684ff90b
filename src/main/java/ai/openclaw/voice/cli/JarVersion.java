package ai.openclaw.voice.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class JarVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = JarVersion.class.getPackage().getImplementationVersion();
        return new String[] {"OpenClaw-3CX Voice " + (version == null ? "(not from a jar)" : version)};
    }
}
