/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.tls.TlsSettings;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A refusal of a value that is no secret shows the value: cut, and without characters that move a cursor. */
class QuotedValuesTest {
    private static final Map<String, Consumer<String>> REFUSING = Map.of(
            "id of a finding", Finding::builder,
            "network", AddressPolicy::only,
            "network to leave out", text -> AddressPolicy.allowAll().except(text),
            "version of TLS", text -> TlsSettings.builder().protocols(text),
            "kind of a fact", text -> TargetFact.builder(text, "label", Outcome.done()),
            "kind of a look-up", text -> SmtpProbe.builder().lookUp(text, context -> java.util.List.of()));

    @Test
    void theValueIsShownAsFarAsItIsSafe() {
        REFUSING.forEach((what, refusing) -> {
            assertThat(catchThrowable(() -> refusing.accept("Not This")))
                    .as(what)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"Not This\"");
            String hostile = "a\u001B[2J\r\n\u202E" + "x".repeat(1 << 20);
            assertThat(catchThrowable(() -> refusing.accept(hostile)).getMessage())
                    .as(what)
                    .contains("a\\u{1B}[2J")
                    .doesNotContain("\u001B", "\r", "\n", "\u202E")
                    .hasSizeLessThan(400);
        });
    }

    @Test
    void aPolicyOnNoPortIsRefused() {
        assertThatThrownBy(() -> AddressPolicy.allowAll().onPorts())
                .hasMessage("ports: at least one is needed, or nothing would be allowed");
        assertThatThrownBy(() -> AddressPolicy.allowAll().onPorts(25, 70_000)).hasMessageContaining("70000");
    }
}
