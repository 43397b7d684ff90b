package ai.openclaw.voice.cli.doctor;

import java.util.List;

/** Looks at one thing that must be right for calls to work. */
interface DoctorCheck {
    /** A word or two. */
    String name();

    /** @throws Exception what was not foreseen, which is a failure of the check */
    List<Finding> look(Patient patient) throws Exception;
}
