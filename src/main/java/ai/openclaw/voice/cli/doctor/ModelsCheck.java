package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.models.ModelCatalogue;
import ai.openclaw.voice.models.ModelStore;
import java.nio.file.Path;
import java.util.List;

/** The models that make conversations good are there. */
final class ModelsCheck implements DoctorCheck {
    /** Without this one, energy alone tells speech from noise. */
    private static final String DETECTOR = "silero-vad-v6";

    @Override
    public String name() {
        return "models";
    }

    @Override
    public List<Finding> look(Patient patient) {
        Path folder = Path.of(patient.settings().models().dir());
        ModelStore store = new ModelStore(folder, ModelCatalogue.standard());
        return List.of(
                store.find(DETECTOR).isPresent()
                        ? Finding.ok(name(), "there, in " + folder)
                        : Finding.failed(
                                name(), DETECTOR + " is not in " + folder, "./voice models, or VOICE_MODELS_DIR"));
    }
}
