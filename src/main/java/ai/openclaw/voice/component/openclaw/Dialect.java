package ai.openclaw.voice.component.openclaw;

/** Which protocol the brain speaks. Lower case, as it is written in a URI. */
public enum Dialect {
    /** The OpenClaw gateway: {@code POST /v1/chat/completions}, answers as server-sent events. */
    gateway,
    /** The bridge of the first version: {@code POST /ask}, the whole answer in one JSON object. */
    v1
}
