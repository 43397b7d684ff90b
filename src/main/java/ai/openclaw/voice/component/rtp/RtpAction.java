package ai.openclaw.voice.component.rtp;

/** What an endpoint {@code rtp:action} is for. */
public enum RtpAction {
    /** Producer: an SDP offer becomes our answer, and the call has a room. */
    open,
    /** Producer: the body is the SDP answer to an offer of ours. */
    agree,
    /** Producer: the body, a RoomCommand, is carried out. */
    command,
    /** Producer: the call's room is closed. */
    close,
    /** Consumer: one exchange per RoomEvent of any room. */
    events
}
