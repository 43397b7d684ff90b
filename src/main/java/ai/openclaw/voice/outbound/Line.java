package ai.openclaw.voice.outbound;

/**
 * An extension of ours that can place calls.
 *
 * @param extension its number
 * @param name what its owner calls it, or null
 * @param ready whether the exchange takes calls from it now
 */
public record Line(String extension, String name, boolean ready) {
    boolean isCalled(String device) {
        return extension.equals(device) || name != null && name.equalsIgnoreCase(device);
    }

    /** What the API calls it. */
    String label() {
        return name == null || name.isBlank() ? extension : name;
    }
}
