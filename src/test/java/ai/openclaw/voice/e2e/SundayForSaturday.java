package ai.openclaw.voice.e2e;

import ai.openclaw.voice.call.Speakable;

/** What an integrator would write: a step between asking and voicing that puts other words in. */
public class SundayForSaturday {
    public Speakable reword(Speakable clause) {
        return clause.reworded(clause.text().replace("Saturday", "Sunday"));
    }
}
