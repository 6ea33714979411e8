/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.conversations.FaultMatrixTest;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.HtmlPage;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.harness.Overheard;
import io.github.smtpprobe.harness.ReportShapes;
import io.github.smtpprobe.harness.ShippedSchema;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.report.KeptLaw;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All dialogues and all faults: strangers hear while it runs what the report then tells them, and nothing of this machine. */
@Tag("sweep")
class ForStrangersSweepTest {
    static Stream<DialogueFile> files() {
        return DialogueFile.all();
    }

    // README, Security: "PublicEvents.to(listener) lets strangers hear the same while the probe runs."
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void dialogues(DialogueFile file) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script()).lenient();
        check(Overheard.of(SmtpProbe.builder(), memory, file.request(25)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plainFiles")
    void dialoguesOfTheUntrustedPreset(DialogueFile file) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script()).lenient();
        SmtpProbe.Builder preset = SmtpProbe.forUntrustedTargets(AddressPolicy.allowAll()).toBuilder();
        check(Overheard.of(preset, memory, file.request(25)));
    }

    /** A third of them: each place, and each fault. */
    static Stream<Arguments> faults() {
        return FaultMatrixTest.cases().filter(each -> ((int) each.get()[0] + (int) each.get()[2]) % 3 == 0);
    }

    static Stream<DialogueFile> plainFiles() {
        return DialogueFile.all()
                .filter(file -> !file.has("proxy-header")
                        && !file.has("lmtp")
                        && !file.has("hello-verb")
                        && !file.has("xclient"))
                .filter(file -> file.name().hashCode() % 3 == 0);
    }

    @ParameterizedTest(name = "{1} -> fault {2}")
    @MethodSource("faults")
    void faults(int place, String line, int number) {
        Script script = FaultMatrixTest.script(place, FaultMatrixTest.FAULTS.get(number));
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), script).lenient();
        check(Overheard.of(
                SmtpProbe.builder(), memory, FaultMatrixTest.request(25).build()));
    }

    private static void check(Overheard overheard) {
        ProbeReport told = overheard.agrees();
        assertThat(told.forStrangers()).isSameAs(told);
        assertThat(told.publicOutcome()).isEqualTo(overheard.report().publicOutcome());
        List<Entry> entries = told.transcript().entries();
        assertThat(entries.stream()
                        .filter(each -> each.direction() != Entry.Direction.EVENT)
                        .limit(1))
                .allMatch(each -> each.text().startsWith("220"));
        boolean shapeIsNew = ReportShapes.isNew(told.asMap());
        for (String output : OutputForms.of(told, shapeIsNew)) {
            assertThat(output).doesNotContain(Overheard.OURS, "localAddress", "* proxy-header", "* road");
            Invariants.holdsNothingInvisible(output);
            Invariants.holdsNoSecret(output);
        }
        if (shapeIsNew) {
            KeptLaw.check(told);
            HtmlPage.check(HtmlReport.render(told));
            assertThat(ShippedSchema.PROBES
                            .forThisRelease()
                            .validate(new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(told.asMap())))
                    .isEmpty();
        }
    }
}
