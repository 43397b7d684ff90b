package ai.openclaw.voice.demo.brain;

/** One step of a reply. A step happens {@code afterMs} after the one before it. */
record Step(Kind kind, int afterMs, String data) {
    enum Kind {
        /** The head of a 200 with server-sent events. */
        HEAD,
        /** One {@code data:} event. */
        EVENT,
        /** Raw text in the stream. */
        RAW,
        /** The proper end of the reply. */
        END,
        /** The connection is closed. */
        DROP,
        /** Nothing more, for ever. */
        HANG
    }

    static Step head() {
        return new Step(Kind.HEAD, 0, null);
    }

    static Step event(int afterMs, String data) {
        return new Step(Kind.EVENT, afterMs, data);
    }

    static Step raw(String text) {
        return new Step(Kind.RAW, 0, text);
    }

    static Step end() {
        return new Step(Kind.END, 0, null);
    }

    static Step drop() {
        return new Step(Kind.DROP, 0, null);
    }

    static Step hang() {
        return new Step(Kind.HANG, 0, null);
    }
}
