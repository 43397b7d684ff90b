package ai.openclaw.voice.ops;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.component.sip.SipComponent;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Before maintenance: takes no new calls, so that INVITE and OPTIONS get 503 and {@code /ready} says why, and leaves those in
 * progress alone. Where there is a v1, it takes the new calls.
 */
@RestController
public class DrainController {
    private static final Logger LOG = LoggerFactory.getLogger(DrainController.class);

    private final Admission admission;
    private final SipComponent sip;

    public DrainController(Admission admission, SipComponent sip) {
        this.admission = admission;
        this.sip = sip;
    }

    @PostMapping("/api/drain")
    Map<String, Object> drain() {
        return set(true);
    }

    @DeleteMapping("/api/drain")
    Map<String, Object> admit() {
        return set(false);
    }

    private Map<String, Object> set(boolean draining) {
        admission.setDraining(draining);
        sip.setDraining(draining);
        LOG.info(draining ? "draining: no new calls are taken" : "new calls are taken again");
        return Map.of(
                "draining",
                draining,
                "calls",
                admission.inside() + admission.atV1(),
                "byVersion",
                Map.of("v1", admission.atV1(), "v2", admission.inside()));
    }
}
