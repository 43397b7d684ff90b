package ai.openclaw.voice.component.openclaw;

import java.util.List;

/** Cuts an answer, while it streams in, into pieces that are worth speaking. One per answer; used by one thread. */
public interface ClauseCutter {
    /** Takes more of the answer and returns the clauses that are complete now, oldest first. */
    List<String> feed(String text);

    /** The answer is complete: returns what is left. */
    List<String> flush();
}
