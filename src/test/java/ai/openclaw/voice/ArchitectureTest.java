package ai.openclaw.voice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Packages depend downwards only, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "ai.openclaw.voice", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule downwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("boot")
            .definedBy("ai.openclaw.voice", "..voice.boot..", "..voice.cli..", "..voice.demo..")
            .layer("ops")
            .definedBy("..voice.ops..")
            .layer("services")
            .definedBy(
                    "..voice.canary..",
                    "..voice.record..",
                    "..voice.worker..",
                    "..voice.bridge..",
                    "..voice.profile..",
                    "..voice.ingress..",
                    "..voice.outbound..")
            .layer("components")
            .definedBy("..voice.component..", "..voice.models..")
            .layer("signal")
            .definedBy("..voice.audio..", "..voice.link..", "..voice.speech..")
            .layer("domain")
            .definedBy("..voice.call..")
            .whereLayer("boot")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ops")
            .mayOnlyBeAccessedByLayers("boot")
            .whereLayer("services")
            .mayOnlyBeAccessedByLayers("boot", "ops")
            .whereLayer("components")
            .mayOnlyBeAccessedByLayers("boot", "ops", "services")
            .whereLayer("signal")
            .mayOnlyBeAccessedByLayers("boot", "ops", "services", "components");

    @ArchTest
    static final ArchRule theDomainIsPlainJava = noClasses()
            .that()
            .resideInAPackage("..voice.call..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..", "org.springframework..", "javax.sip..", "gov.nist..", "io.netty..");

    @ArchTest
    static final ArchRule signalCodeKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage("..voice.audio..", "..voice.speech..", "..voice.link..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..", "javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule componentsKnowNoSpring = noClasses()
            .that()
            .resideInAPackage("..voice.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyTheGateMakesSpeakables = noClasses()
            .that()
            .resideOutsideOfPackage("..voice.call..")
            .should()
            .callConstructor(ai.openclaw.voice.call.Speakable.class);

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices()
            .matching("ai.openclaw.voice.(*)..")
            .should()
            .beFreeOfCycles();
}
