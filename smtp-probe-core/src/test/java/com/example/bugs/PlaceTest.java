/* SPDX-License-Identifier: Apache-2.0 */
package com.example.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.bugs.Bugs.Bug;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** An error of an application's code is reported with the line to mend, and never with the exception's own words. */
class PlaceTest {
    private static final String HERE = "com.example.bugs.PlaceTest";

    private static String detail(Check check) {
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(
                        Delivery.WHOLE, null, Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye")))
                .check("acme.check", check)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
        assertThat(report.asMap().toString()).doesNotContain("hunter2");
        return report.finding("check.failed").map(Finding::summary).orElseThrow();
    }

    // README, Security: "Where it throws, the report names its class, the class of the exception and the line in the
    // application's code, and leaves out what the exception says."
    @Test
    void theLineOfALambdaIsNamed() {
        assertThat(detail((seen, catalogue) -> {
                    throw new IllegalStateException("hunter2");
                }))
                .contains("a lambda of PlaceTest threw IllegalStateException at " + HERE + ".")
                .containsPattern("\\(PlaceTest[.]java:[0-9]+\\)\\.$");
    }

    /** Where another's code threw, both lines lead to the fault. */
    @Test
    void theLineThatCalledOthersCodeIsNamedToo() {
        assertThat(detail((seen, catalogue) -> {
                    throw new CompletionException(Bug.RUNTIME.with("hunter2"));
                }))
                .contains("threw CompletionException at " + HERE + ".");
        assertThat(detail((seen, catalogue) -> {
                    Bugs.<RuntimeException>raise(Bug.RUNTIME.with("hunter2"));
                    return List.of();
                }))
                .contains("at com.example.bugs.Bugs$Bug.with(Bugs.java:", ", called at " + HERE + ".");
    }

    @Test
    void theLineThatCalledTheJdkOrTheLibraryIsNamed() {
        assertThat(detail((seen, catalogue) ->
                        List.of(seen.attempts().get(7).hashCode()).isEmpty() ? List.of() : List.of()))
                .contains("IndexOutOfBoundsException at " + HERE + ".");
        assertThat(detail((seen, catalogue) -> {
                    Finding.builder("no id, hunter2");
                    return List.of();
                }))
                .contains("threw IllegalArgumentException at " + HERE + ".");
    }

    /** What lies beneath the probe is whoever called it, and no place of the fault. */
    @Test
    void whoeverCalledTheProbeIsNotNamed() {
        assertThat(detail((seen, catalogue) -> null)).contains("returned null").doesNotContain(" at ");
        Check own = new Check() {
            @Override
            public List<Finding> examine(
                    io.github.smtpprobe.report.Observation seen,
                    io.github.smtpprobe.catalogue.ReplyCatalogue catalogue) {
                throw new Silent();
            }
        };
        assertThat(detail(own)).contains("threw").doesNotContain(" at ");
    }

    /** An exception is the application's class too. */
    private static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException(Secret.of("hunter2").toString());
        }
    }
}
