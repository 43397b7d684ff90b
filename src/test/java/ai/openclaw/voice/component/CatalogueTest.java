package ai.openclaw.voice.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kaoto and hawtio show of our components comes from their catalogue entries. */
class CatalogueTest {
    private static final Path GENERATED = Path.of("src/generated/resources/META-INF/ai/openclaw/voice/component");

    @ParameterizedTest
    @ValueSource(strings = {"sip", "rtp", "stt", "tts", "openclaw"})
    void everyOptionAndHeaderIsExplained(String scheme) throws Exception {
        ComponentModel model = JsonMapper.generateComponentModel(json(scheme));

        assertThat(model.getDescription()).isNotBlank();
        assertThat(model.getEndpointHeaders()).isNotEmpty().allSatisfy(header -> assertThat(header.getDescription())
                .as(header.getName())
                .isNotBlank());
        for (var options : List.of(model.getEndpointOptions(), model.getComponentOptions())) {
            assertThat(options).isNotEmpty().allSatisfy(option -> assertThat(option.getDescription())
                    .as("%s: %s", scheme, option.getName())
                    .isNotBlank());
        }
    }

    /** The code that reads an endpoint's options is generated apart from the entry; both must know the same options. */
    @ParameterizedTest
    @ValueSource(strings = {"sip", "rtp", "stt", "tts", "openclaw"})
    void theCatalogueFindsTheComponent(String scheme) throws Exception {
        ComponentModel model = catalogue().componentModel(scheme);

        assertThat(model.getScheme()).isEqualTo(scheme);
        assertThat(Class.forName(model.getJavaType())).isAssignableTo(org.apache.camel.Component.class);
        assertThat(model.getEndpointOptions())
                .extracting(ComponentModel.EndpointOptionModel::getName)
                .containsExactlyInAnyOrderElementsOf(factoryOf(scheme));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:reject?status=486&reason=busy, true",
        "sip:reject?statsu=486, false",
        "rtp:open, true",
        "stt:primary?language=en-US, true",
        "stt:primary?langauge=en-US, false",
        "tts:fallback, true",
        "openclaw:sales, true",
        "openclaw:sales?timeout=often, false"
    })
    void theCatalogueJudgesAnEndpoint(String uri, boolean good) throws Exception {
        EndpointValidationResult result = catalogue().validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.toString()).isEqualTo(good);
    }

    private static String json(String scheme) throws Exception {
        return Files.readString(GENERATED.resolve(scheme).resolve(scheme + ".json"));
    }

    /** Camel's catalogue with our components added, as tools add those of third parties. */
    private static CamelCatalog catalogue() throws Exception {
        CamelCatalog catalogue = new DefaultCamelCatalog();
        for (String scheme : List.of("sip", "rtp", "stt", "tts", "openclaw")) {
            String type = JsonMapper.generateComponentModel(json(scheme)).getJavaType();
            catalogue.addComponent(scheme, type, json(scheme));
        }
        return catalogue;
    }

    private static Set<String> factoryOf(String scheme) {
        try (var context = new org.apache.camel.impl.DefaultCamelContext()) {
            return context.getCamelContextExtension()
                    .getEndpointUriFactory(scheme)
                    .propertyNames();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
