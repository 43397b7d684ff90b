package ai.openclaw.voice.ops;

import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.profile.ProfileSet;
import ai.openclaw.voice.profile.Profiles;
import ai.openclaw.voice.profile.WrongProfileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which extensions are in force, without their secrets; and reading them anew at once. */
@RestController
public class ExtensionsController {
    private final Profiles profiles;

    public ExtensionsController(Profiles profiles) {
        this.profiles = profiles;
    }

    @GetMapping("/api/extensions")
    Map<String, Object> extensions() {
        ProfileSet set = profiles.inForce();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("readAt", set.readAt().toString());
        body.put("files", set.files());
        body.put("problem", profiles.problem().orElse(null));
        body.put(
                "extensions",
                set.profiles().values().stream().map(p -> described(p, set)).toList());
        return body;
    }

    /** 422 with the reason when it cannot be taken over; what was in force stays so. */
    @PostMapping("/api/extensions/reload")
    ResponseEntity<Map<String, Object>> reload() {
        try {
            profiles.reload();
            return ResponseEntity.ok(extensions());
        } catch (WrongProfileException e) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY).body(extensions());
        }
    }

    private Map<String, Object> described(Profile profile, ProfileSet set) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("extension", profile.extension());
        all.put("version", profiles.versionOf(profile.extension()));
        all.put("agent", profile.agent());
        all.put("persona", profile.persona());
        all.put("language", profile.language());
        all.put("voice", profile.voice());
        all.put("stt", profile.stt());
        all.put("tts", profile.tts());
        all.put("callers", profile.allowedCallers());
        Manners manners = profile.manners();
        all.put("greeting", words(manners.greeting()));
        all.put("thinking", words(manners.thinking()));
        all.put("transferFailed", words(manners.transferFailed()));
        all.put("bargeIn", manners.bargeIn());
        all.put("endpoint", manners.endpoint());
        all.put("waiting", manners.waiting());
        all.put("limits", manners.limits());
        all.put("tools", tools(profile));
        all.put(
                "sip",
                set.accounts().stream()
                        .filter(account -> account.extension().equals(profile.extension()))
                        .findFirst()
                        .map(ExtensionsController::sip)
                        .orElse(null));
        return all;
    }

    private static String words(Speakable phrase) {
        return phrase == null ? null : phrase.text();
    }

    private static Map<String, Object> tools(Profile profile) {
        List<String> allowed =
                profile.hands().allowed().stream().map(Hand::word).sorted().toList();
        return Map.of(
                "allowed", allowed,
                "transferTo", profile.hands().transferTo(),
                "longestDtmf", profile.hands().longestDtmf(),
                "mostUses", profile.hands().mostUses());
    }

    private static Map<String, Object> sip(SipAccount account) {
        Map<String, Object> sip = new LinkedHashMap<>();
        sip.put("name", account.displayName());
        sip.put("authId", account.authId());
        sip.put("registrar", account.registrar());
        sip.put("domain", account.domain());
        sip.put("proxy", account.proxy());
        sip.put("transport", account.transport());
        sip.put("expires", account.expiresSeconds());
        return sip;
    }
}
