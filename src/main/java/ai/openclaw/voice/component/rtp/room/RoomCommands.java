package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomCommand;

/** What the worker's commands mean to a room. */
final class RoomCommands {
    private final PlayoutFeed feed;
    private final Conversation conversation;
    private final Dtmf dtmf;

    RoomCommands(Conversation conversation, Dtmf dtmf, int rateHz) {
        feed = new PlayoutFeed(rateHz);
        this.conversation = conversation;
        this.dtmf = dtmf;
    }

    /** The codec has another rate, Hz. */
    void rate(int rateHz) {
        feed.rate(rateHz);
    }

    /**
     * Does what takes time on the caller's thread, and returns what is left to do on the event loop.
     *
     * @throws IllegalArgumentException for sound or keys that cannot be sent, or a command that is no room's
     */
    Runnable prepare(RoomCommand command) {
        Playout playout = conversation.playout();
        if (command instanceof RoomCommand.Play play) {
            int turnId = play.turnId();
            int clause = play.clause();
            Pcm sound = feed.convert(turnId, clause, play.audio());
            return () -> playout.add(turnId, clause, sound);
        }
        if (command instanceof RoomCommand.EndOfTurn end) {
            Pcm tail = feed.tail(end.turnId());
            int clause = feed.clause();
            return () -> {
                playout.add(end.turnId(), clause, tail);
                playout.end(end.turnId());
                conversation.settle();
            };
        }
        if (command instanceof RoomCommand.StopPlayout stop) {
            return () -> {
                playout.stop(stop.turnId());
                conversation.settle();
            };
        }
        if (command instanceof RoomCommand.ResumePlayout resume) {
            return () -> {
                conversation.interruptions().resume(resume.turnId());
                conversation.settle();
            };
        }
        if (command instanceof RoomCommand.PlayWaitingTone tone) {
            return () -> playout.waitingTone(tone.turnId());
        }
        if (command instanceof RoomCommand.TakeInterruptions take) {
            return () -> {
                conversation.interruptions().rules(take.rules());
                conversation.workerIsThere();
            };
        }
        if (command instanceof RoomCommand.ListenAnew) {
            return () -> conversation.speech().listenAnew();
        }
        if (command instanceof RoomCommand.ListenForBeep) {
            return conversation::listenForBeep;
        }
        if (command instanceof RoomCommand.SendDtmf keys) {
            Dtmf.check(keys.digits());
            return () -> dtmf.send(keys.digits());
        }
        throw new IllegalArgumentException(
                "a room cannot carry out " + command.getClass().getSimpleName());
    }
}
