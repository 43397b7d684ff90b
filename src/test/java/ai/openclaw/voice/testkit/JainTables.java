package ai.openclaw.voice.testkit;

import ai.openclaw.voice.component.sip.SipComponent;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.IOHandler;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

/** How full the tables of JAIN SIP are: its transactions, dialogs and connections. Most have no accessor. */
public final class JainTables {
    /** What a table's name begins with that holds transactions or dialogs. */
    public static final String PREFIX = "JAIN ";

    private JainTables() {}

    public static Map<String, Long> sizes(SipComponent component) {
        SipStackImpl jain = (SipStackImpl) field(field(component, "stack"), "jain");
        Map<String, Long> sizes = new TreeMap<>();
        addMaps(sizes, PREFIX, jain, SIPTransactionStack.class);
        addMaps(sizes, "JAIN's sockets: ", field(jain, "ioHandler", SIPTransactionStack.class), IOHandler.class);
        for (MessageProcessor processor : processors(jain)) {
            for (Class<?> type = processor.getClass(); type != Object.class; type = type.getSuperclass()) {
                addMaps(sizes, "JAIN's " + processor.getTransport() + " ", processor, type);
            }
        }
        return sizes;
    }

    private static MessageProcessor[] processors(SipStackImpl jain) {
        return ((java.util.Collection<?>) field(jain, "messageProcessors", SIPTransactionStack.class))
                .toArray(MessageProcessor[]::new);
    }

    private static void addMaps(Map<String, Long> sizes, String prefix, Object owner, Class<?> declaring) {
        for (Field field : declaring.getDeclaredFields()) {
            if (Map.class.isAssignableFrom(field.getType()) && !Modifier.isStatic(field.getModifiers())) {
                Map<?, ?> map = (Map<?, ?>) read(owner, field);
                sizes.put(prefix + field.getName(), map == null ? 0L : map.size());
            }
        }
    }

    private static Object field(Object owner, String name) {
        return field(owner, name, owner.getClass());
    }

    private static Object field(Object owner, String name, Class<?> declaring) {
        try {
            return read(owner, declaring.getDeclaredField(name));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(declaring + " has changed: it has no " + name, e);
        }
    }

    private static Object read(Object owner, Field field) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
