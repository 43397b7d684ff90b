package ai.openclaw.voice.ops;

import java.util.List;

/** Says whether one of the four responsibilities can do its work now. Must answer within a second. */
public interface RoleCheck {
    /**
     * @param role {@code ingress}, {@code media}, {@code worker} or {@code bridge}
     * @param ready whether a new call could be served
     * @param reasons why not; or, when ready, what an operator should know all the same
     */
    record Status(String role, boolean ready, List<String> reasons) {}

    Status check();
}
