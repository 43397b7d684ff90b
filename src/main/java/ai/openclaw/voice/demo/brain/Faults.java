package ai.openclaw.voice.demo.brain;

import java.util.ArrayList;
import java.util.List;

/** The faults that are switched on. The oldest comes first; one with a count goes when it is used up. Thread-safe. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    public synchronized void add(Fault fault) {
        faults.add(fault);
    }

    public synchronized void clear() {
        faults.clear();
    }

    public synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    /** The fault for the next question, or null. */
    synchronized Fault take() {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.kind() != Fault.Kind.NOT_READY) {
                useUp(i, fault);
                return fault;
            }
        }
        return null;
    }

    synchronized boolean notReady() {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.kind() == Fault.Kind.NOT_READY) {
                useUp(i, fault);
                return true;
            }
        }
        return false;
    }

    private void useUp(int i, Fault fault) {
        if (fault.times() == null) {
            return;
        }
        if (fault.times() <= 1) {
            faults.remove(i);
        } else {
            faults.set(i, fault.times(fault.times() - 1));
        }
    }
}
