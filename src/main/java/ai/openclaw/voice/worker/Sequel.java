package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.TransferFailure;

/** Is told what becomes of a command that is to be given at the end of an answer. */
public interface Sequel {
    /** It was given. Of a transfer it may be told later that it failed. */
    void given();

    /** The caller went on talking, or hung up, before that. */
    void callerWentOn();

    /** The caller was not handed over. */
    void failed(TransferFailure why);
}
