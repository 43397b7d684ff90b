package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.openclaw.OpenClawConstants;
import ai.openclaw.voice.component.openclaw.ToolAnswer;
import ai.openclaw.voice.component.openclaw.ToolUse;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.Sequel;
import ai.openclaw.voice.worker.VoiceSessions;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/**
 * What the brain does to a call beyond talking. Steps of the route {@code openclaw-ask} name its methods: without them the
 * brain talks, and no more.
 */
public final class BrainHands {
    private static final String CANNOT_DO = "cannot-do";

    private final VoiceSessions sessions;
    private final Phrases phrases;
    private final Uses uses;
    private final Audit audit;

    public BrainHands(VoiceSessions sessions, Phrases phrases, Uses uses, Audit audit) {
        this.sessions = sessions;
        this.phrases = phrases;
        this.uses = uses;
        this.audit = audit;
    }

    /** Before the question: the brain is told what the dialled extension allows it. */
    public void offer(Exchange exchange) {
        Profile profile = exchange.getMessage().getHeader(VoiceHeaders.PROFILE, Profile.class);
        exchange.getMessage().setHeader(OpenClawConstants.TOOLS, HandTools.of(handsOf(profile)));
    }

    /**
     * After the question: what the answer asks for is checked and carried out, once the answer is complete and it is certain
     * that the caller has finished. Returns what is to be spoken.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Object carryOut(
            @Body Object body, @Header(VoiceHeaders.TURN) Turn turn, @Header(VoiceHeaders.PROFILE) Profile profile)
            throws InterruptedException {
        if (!(body instanceof ToolAnswer answer) || turn == null) {
            return body;
        }
        if (answer.hasNext()) {
            return new HandedAnswer(answer, () -> {
                turn.onFloor(() -> carryOut(answer.toolUses(), turn, profile));
                return apology(answer.toolUses(), profile);
            });
        }
        // Not a word: something must be heard all the same. What, depends on what is let through.
        return answer.toolUses().isEmpty() || !turn.awaitFloor()
                ? List.of()
                : phrases.orNothing(carryOut(answer.toolUses(), turn, profile));
    }

    /** The brain may have promised the caller what will not come to pass. */
    private List<Speakable> apology(List<ToolUse> wishes, Profile profile) {
        boolean promised = wishes.stream()
                .map(wish -> HandPolicy.judge(handsOf(profile), wish, 0))
                .anyMatch(verdict -> !verdict.allowed() && verdict.hand() == Hand.TRANSFER_CALL);
        return promised ? phrases.orNothing(CANNOT_DO) : List.of();
    }

    /** Returns the name of the phrase that says what was done, for an answer that does not. */
    private String carryOut(List<ToolUse> wishes, Turn turn, Profile profile) {
        String phrase = "";
        boolean leaves = false;
        for (ToolUse wish : wishes) {
            if (!turn.isCurrent()) {
                return phrase;
            }
            HandPolicy.Verdict verdict = HandPolicy.judge(handsOf(profile), wish, uses.count(turn.callId()));
            boolean ends = verdict.hand() == Hand.END_CALL || verdict.hand() == Hand.TRANSFER_CALL;
            if (verdict.allowed() && ends && leaves) {
                verdict = new HandPolicy.Verdict(verdict.hand(), verdict.target(), "call-ends-already");
            }
            leaves |= verdict.allowed() && ends;
            phrase = carryOut(verdict, turn, profile);
        }
        return phrase;
    }

    private String carryOut(HandPolicy.Verdict verdict, Turn turn, Profile profile) {
        String extension = profile == null ? null : profile.extension();
        if (!verdict.allowed()) {
            audit.write(turn.callId(), extension, verdict, "refused", verdict.refusal());
            sessions.tellBrain(turn, Outcome.refused(verdict));
            return CANNOT_DO;
        }
        audit.write(turn.callId(), extension, verdict, "allowed", null);
        return switch (verdict.hand()) {
            case END_CALL -> {
                sessions.isLast(turn);
                yield "goodbye";
            }
            case TRANSFER_CALL -> {
                sessions.afterwards(
                        turn,
                        new RoomCommand.Transfer(turn.callId(), verdict.target()),
                        new HandOver(verdict, turn, extension));
                yield "transfer";
            }
            case SEND_DTMF -> {
                sessions.send(new RoomCommand.SendDtmf(turn.callId(), verdict.target()));
                audit.write(turn.callId(), extension, verdict, "done", null);
                sessions.tellBrain(turn, Outcome.PRESSED);
                yield "";
            }
        };
    }

    /** The caller is to be handed over: what comes of it is written down, and the brain knows it when it is asked next. */
    private final class HandOver implements Sequel {
        private final HandPolicy.Verdict verdict;
        private final Turn turn;
        private final String extension;

        HandOver(HandPolicy.Verdict verdict, Turn turn, String extension) {
            this.verdict = verdict;
            this.turn = turn;
            this.extension = extension;
        }

        @Override
        public void given() {
            audit.write(turn.callId(), extension, verdict, "done", null);
            sessions.tellBrain(turn, Outcome.ringing(verdict));
        }

        @Override
        public void callerWentOn() {
            audit.write(turn.callId(), extension, verdict, "dropped", "caller-went-on");
            sessions.tellBrain(turn, Outcome.dropped(verdict));
        }

        @Override
        public void failed(TransferFailure why) {
            audit.write(turn.callId(), extension, verdict, "failed", why.word());
            sessions.tellBrain(turn, Outcome.failed(verdict, why));
        }
    }

    /** A route that was not told the profile allows nothing. */
    private static Hands handsOf(Profile profile) {
        return profile == null ? Hands.NONE : profile.hands();
    }

    /** What the brain is told with the next question. No word of its own comes back to it but a target that was checked. */
    private static final class Outcome {
        static final String PRESSED = "The keys that you asked for were pressed.";

        static String refused(HandPolicy.Verdict verdict) {
            return "Your last use of " + name(verdict) + " was refused (" + verdict.refusal()
                    + "). Nothing was done; do not try it again.";
        }

        static String ringing(HandPolicy.Verdict verdict) {
            return "You asked for the caller to be handed over to " + verdict.target() + ", who was being called.";
        }

        static String failed(HandPolicy.Verdict verdict, TransferFailure why) {
            String cause =
                    switch (why) {
                        case BUSY -> "the line is busy";
                        case NO_ANSWER -> "nobody answered";
                        case REFUSED -> "it was refused";
                        case NOT_REACHED -> "there is no connection to that number";
                        case NOT_POSSIBLE -> "it is not possible at the moment";
                    };
            return "Handing the caller over to " + verdict.target() + " failed: " + cause
                    + ". They are still with you.";
        }

        static String dropped(HandPolicy.Verdict verdict) {
            return "The caller went on talking, so they were not handed over to " + verdict.target() + ".";
        }

        private static String name(HandPolicy.Verdict verdict) {
            return verdict.hand() == null
                    ? "a tool that you do not have"
                    : verdict.hand().word();
        }
    }
}
