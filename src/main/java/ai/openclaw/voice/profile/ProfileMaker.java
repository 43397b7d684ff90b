package ai.openclaw.voice.profile;

import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.link.RoomCommand;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an extension's profile of what the files say, and refuses what cannot work. */
final class ProfileMaker {
    private static final int MOST_USES = 1000;
    private static final String PHRASES = "phrases.";
    private static final Set<String> OWN_PHRASES = Set.of("greeting", "thinking", "transfer-failed");

    private final MannersSource manners;
    private final Engines engines;

    ProfileMaker(MannersSource manners, Engines engines) {
        this.manners = manners;
        this.engines = engines;
    }

    Profile of(ExtensionEntry entry) {
        return new Profile(
                entry.extension(),
                entry.text("version", value -> value.matches("v1|v2"), "must be v1 or v2", "v2"),
                manners(entry),
                entry.text("persona"),
                entry.text(
                        "agent",
                        value -> value.matches("[A-Za-z0-9_-]{1,64}"),
                        "must be letters, digits, - and _",
                        "voice"),
                entry.text(
                        "language",
                        value -> value.matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*"),
                        "is no language tag",
                        "en-US"),
                entry.text("voice"),
                engine(entry, "stt", engines.stt()),
                engine(entry, "tts", engines.tts()),
                numbers(entry, "callers"),
                hands(entry));
    }

    private static String engine(ExtensionEntry entry, String key, Set<String> there) {
        return entry.text(key, there::contains, "is no engine that is there (there are " + there + ")", first(there));
    }

    private static String first(Set<String> words) {
        return words.isEmpty() ? "" : words.iterator().next();
    }

    private static Hands hands(ExtensionEntry entry) {
        List<String> transferTo = numbers(entry, "tools.transfer-to");
        Set<Hand> allowed = EnumSet.noneOf(Hand.class);
        if (entry.yes("tools.end-call", Hands.DEFAULT.may(Hand.END_CALL))) {
            allowed.add(Hand.END_CALL);
        }
        if (!transferTo.isEmpty()) {
            allowed.add(Hand.TRANSFER_CALL);
        }
        if (entry.yes("tools.send-dtmf", Hands.DEFAULT.may(Hand.SEND_DTMF))) {
            allowed.add(Hand.SEND_DTMF);
        }
        return new Hands(
                allowed,
                transferTo,
                entry.number("tools.longest-dtmf", 1, RoomCommand.SendDtmf.MOST, Hands.DEFAULT.longestDtmf()),
                entry.number("tools.most-uses", 1, MOST_USES, Hands.DEFAULT.mostUses()));
    }

    /** Numbers, where one that ends in {@code *} stands for all that begin so; or whole SIP addresses. */
    private static List<String> numbers(ExtensionEntry entry, String key) {
        List<String> numbers = entry.texts(key);
        for (String number : numbers) {
            if (!number.matches("[A-Za-z0-9+*#._-]{1,64}|sips?:[A-Za-z0-9+#._-]{1,64}@[A-Za-z0-9.:-]{1,253}")) {
                throw entry.wrong(
                        key, number + " is no number, and no number's beginning with *", key + ": [\"1001\", \"20*\"]");
            }
        }
        return numbers;
    }

    private Manners manners(ExtensionEntry entry) {
        Map<String, String> own = new LinkedHashMap<>();
        for (String key : entry.keys()) {
            boolean phrase = OWN_PHRASES.contains(key);
            String as = phrase ? PHRASES + key : key;
            if (manners.keys().contains(as) && (entry.has(key) || phrase)) {
                own.put(as, entry.has(key) ? entry.text(key) : ""); // without words: nothing is said
            }
        }
        try {
            return manners.of(entry.extension(), own);
        } catch (MannersSource.WrongSetting e) {
            String key = entry.keys().contains(e.key()) ? e.key() : e.key().replaceFirst("^" + PHRASES, "");
            throw entry.wrong(key, e.what(), e.example());
        }
    }
}
